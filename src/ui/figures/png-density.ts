import { crc32 } from '../../core/data/checksum.ts';

const signatureBytes = 8;
/** Length, type and checksum around what a chunk holds. */
const around = 12;

/**
 * A PNG that says how many of its pixels are an inch (chunk pHYs, PNG specification 11.3.4.3), so that it is placed in its size; `bytes` is a PNG
 * without one. Throws where it is none.
 */
export function withDensity(bytes: Uint8Array<ArrayBuffer>, perInch: number): Uint8Array<ArrayBuffer> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 33 || view.getUint32(0) !== 0x89504e47) throw new Error('Not a PNG');
  const headerEnd = signatureBytes + around + view.getUint32(signatureBytes);
  const chunk = new Uint8Array(around + 9);
  const written = new DataView(chunk.buffer);
  const perMetre = Math.round(perInch / 0.0254);
  written.setUint32(0, 9);
  written.setUint32(4, 0x70485973);
  written.setUint32(8, perMetre);
  written.setUint32(12, perMetre);
  chunk[16] = 1;
  written.setUint32(17, crc32(chunk.subarray(4, 17)));
  const whole = new Uint8Array(bytes.length + chunk.length);
  whole.set(bytes.subarray(0, headerEnd));
  whole.set(chunk, headerEnd);
  whole.set(bytes.subarray(headerEnd), headerEnd + chunk.length);
  return whole;
}
