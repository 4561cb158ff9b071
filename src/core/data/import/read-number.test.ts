import fc from 'fast-check';
import { expect, it } from 'vitest';
import { firstBeyondAscii } from './encoding.ts';
import { plainNumber, readNumber } from './read-number.ts';

it('a plain number is read to the same bits without a pattern, or left to those that know more', () => {
  const digits = fc.array(fc.constantFrom(...'0123456789'), { maxLength: 12 }).map((all) => all.join(''));
  const text = fc
    .tuple(fc.constantFrom('', '-'), digits, fc.constantFrom('', '.', ',', 'e', ' '), digits)
    .map((all) => all.join(''));
  fc.assert(
    fc.property(text, (written) => {
      const plain = plainNumber(written);
      if (!Number.isNaN(plain)) expect(plain, written).toBe(readNumber(written, '.'));
    }),
    { numRuns: 2000 },
  );
  expect(['0', '-0', '12.5', '.5', '5.', '-3.25', '123456789012345'].map(plainNumber)).toEqual([
    0, -0, 12.5, 0.5, 5, -3.25, 123456789012345,
  ]);
  expect(['', '-', '.', '007', '00.5', '1e3', '1,5', '1.2.3', '1234567890123456'].map(plainNumber)).toEqual(
    Array(9).fill(Number.NaN),
  );
});

it('the first byte that is no plain letter is found wherever it stands', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ min: 1, max: 127, maxLength: 40 }),
      fc.nat(40),
      fc.constantFrom(0, 128, 200, 255),
      fc.nat(3),
      (plain, place, odd, from) => {
        const bytes = Uint8Array.from(plain).subarray(from);
        expect(firstBeyondAscii(bytes)).toBe(-1);
        if (place >= bytes.length) return;
        bytes[place] = odd;
        expect(firstBeyondAscii(bytes)).toBe(place);
      },
    ),
  );
});
