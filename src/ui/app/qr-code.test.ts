import { expect, test } from 'vitest';
import { mostQrBytes, qrCode } from './qr-code.ts';

test('the code of a text has its three corners, a quiet zone of four and as many modules as its version', () => {
  const code = qrCode('https://example.org/#preset=mmoe');
  // 32 bytes: version 2 (25 modules) holds them, with four modules of ground on every side.
  expect(code?.size).toBe(25 + 8);
  const dark = new Set(Array.from(code?.path.matchAll(/M(\d+) (\d+)h/g) ?? [], ([, x, y]) => `${x} ${y}`));
  const finder = (left: number, top: number): boolean[] =>
    Array.from({ length: 49 }, (_, i) => dark.has(`${left + (i % 7)} ${top + Math.floor(i / 7)}`));
  const drawn = Array.from('1111111100000110111011011101101110110000011111111', (bit) => bit === '1');
  expect(finder(4, 4)).toEqual(drawn);
  expect(finder(22, 4)).toEqual(drawn);
  expect(finder(4, 22)).toEqual(drawn);
  expect([...dark].filter((place) => place.split(' ').some((at) => Number(at) < 4 || Number(at) > 28))).toEqual([]);
});

test('what no code can hold has none', () => {
  expect(qrCode('x'.repeat(mostQrBytes))?.size).toBe(177 + 8);
  expect(qrCode('x'.repeat(mostQrBytes + 1))).toBeNull();
  expect(qrCode('字'.repeat(1000))).toBeNull();
});
