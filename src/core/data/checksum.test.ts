import { expect, it } from 'vitest';
import { crc32 } from './checksum.ts';

it.each([
  ['', 0],
  ['123456789', 0xcbf43926],
  ['The quick brown fox jumps over the lazy dog', 0x414fa339],
])('agrees with the published CRC-32 of %j', (text, expected) => {
  expect(crc32(Buffer.from(text, 'ascii'))).toBe(expected);
});

it('finds the same wherever the bytes begin and however many there are', () => {
  const bytes = Uint8Array.from({ length: 64 }, (_, i) => (i * 37) & 255);
  /** By definition, bit by bit. */
  const slow = (part: Uint8Array): number => {
    let value = -1;
    for (const byte of part) {
      value ^= byte;
      for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
    }
    return (value ^ -1) >>> 0;
  };
  for (let from = 0; from < 9; from++) {
    for (let to = from; to <= bytes.length; to++) expect(crc32(bytes.subarray(from, to))).toBe(slow(bytes.subarray(from, to)));
  }
});
