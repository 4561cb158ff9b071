/** By byte: what it makes of the sum; then what it makes of it where one, two or three bytes follow. */
const tables = [new Int32Array(256), new Int32Array(256), new Int32Array(256), new Int32Array(256)] as const;
for (let byte = 0; byte < 256; byte++) {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  tables[0][byte] = value;
}
for (let byte = 0; byte < 256; byte++) {
  let value = tables[0][byte] ?? 0;
  for (const table of tables.slice(1)) {
    value = (value >>> 8) ^ (tables[0][value & 255] ?? 0);
    table[byte] = value;
  }
}

/** CRC-32 as in zip and PNG (ISO-HDLC: reflected polynomial 0xedb88320), as an unsigned integer. Finds damage, not tampering. */
export function crc32(bytes: Uint8Array): number {
  const [last, third, second, first] = tables;
  const whole = bytes.length - (bytes.length % 4);
  let value = -1;
  // Four bytes at once, which look into tables that do not wait for one another.
  for (let i = 0; i < whole; i += 4) {
    value ^= (bytes[i] ?? 0) | ((bytes[i + 1] ?? 0) << 8) | ((bytes[i + 2] ?? 0) << 16) | ((bytes[i + 3] ?? 0) << 24);
    value =
      (first[value & 255] ?? 0) ^
      (second[(value >>> 8) & 255] ?? 0) ^
      (third[(value >>> 16) & 255] ?? 0) ^
      (last[value >>> 24] ?? 0);
  }
  for (let i = whole; i < bytes.length; i++) value = (value >>> 8) ^ (last[(value ^ (bytes[i] ?? 0)) & 255] ?? 0);
  return (value ^ -1) >>> 0;
}
