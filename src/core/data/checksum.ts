const table = Int32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

/** [8 × 256]: what a byte contributes once 0 … 7 further bytes have been read («slicing by 8», Kounavis and Berry, 2005). */
const slices = new Int32Array(8 * 256);
slices.set(table);
for (let i = 256; i < slices.length; i++) {
  const before = slices[i - 256] ?? 0;
  slices[i] = (before >>> 8) ^ (table[before & 255] ?? 0);
}

/**
 * CRC-32 as in zip and PNG (ISO-HDLC: reflected polynomial 0xedb88320), as an unsigned integer. Finds damage, not tampering. Eight bytes at a
 * time: the digits are checked at every first visit, before anything is seen.
 */
export function crc32(bytes: Uint8Array): number {
  const t = slices;
  const whole = bytes.length - (bytes.length % 8);
  let value = -1;
  for (let i = 0; i < whole; i += 8) {
    value =
      (t[1792 + ((value ^ (bytes[i] ?? 0)) & 255)] ?? 0) ^
      (t[1536 + (((value >>> 8) ^ (bytes[i + 1] ?? 0)) & 255)] ?? 0) ^
      (t[1280 + (((value >>> 16) ^ (bytes[i + 2] ?? 0)) & 255)] ?? 0) ^
      (t[1024 + ((value >>> 24) ^ (bytes[i + 3] ?? 0))] ?? 0) ^
      (t[768 + (bytes[i + 4] ?? 0)] ?? 0) ^
      (t[512 + (bytes[i + 5] ?? 0)] ?? 0) ^
      (t[256 + (bytes[i + 6] ?? 0)] ?? 0) ^
      (t[bytes[i + 7] ?? 0] ?? 0);
  }
  for (let i = whole; i < bytes.length; i++) value = (value >>> 8) ^ (t[(value ^ (bytes[i] ?? 0)) & 255] ?? 0);
  return (value ^ -1) >>> 0;
}
