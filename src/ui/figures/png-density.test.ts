import { expect, test } from 'vitest';
import { png } from '../../core/data/import/testing/png.ts';
import { withDensity } from './png-density.ts';

test('a PNG says right behind its header how large it is on paper, and is else the same', () => {
  const plain = png(3, 2, () => [1, 2, 3]);
  const sized = withDensity(plain, 300);
  expect(sized.length).toBe(plain.length + 21);
  expect(sized.subarray(0, 33)).toEqual(plain.subarray(0, 33));
  expect(sized.subarray(54)).toEqual(plain.subarray(33));
  // pHYs, 11,811 pixels per metre both ways; the checksum as libpng writes it for 300 dpi.
  expect(Buffer.from(sized.subarray(33, 54)).toString('hex')).toBe('000000097048597300002e2300002e230178a53f76');
});

test('what is no PNG is refused', () => {
  expect(() => withDensity(new Uint8Array(64), 300)).toThrow('Not a PNG');
  expect(() => withDensity(new Uint8Array(3), 300)).toThrow('Not a PNG');
});
