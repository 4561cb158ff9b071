import { expect, it } from 'vitest';
import { crc32 } from './checksum.ts';

it.each([
  ['', 0],
  ['123456789', 0xcbf43926],
  ['The quick brown fox jumps over the lazy dog', 0x414fa339],
])('agrees with the published CRC-32 of %j', (text, expected) => {
  expect(crc32(Buffer.from(text, 'ascii'))).toBe(expected);
});
