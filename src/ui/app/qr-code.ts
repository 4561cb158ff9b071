import { encode } from 'uqr';

/** So many bytes are in the largest code there is, with the least redundancy (ISO/IEC 18004, version 40-L). */
export const mostQrBytes = 2953;

/** A code as one path of unit squares. */
export interface QrCode {
  /** Modules along a side, the quiet zone of four on every side included. */
  readonly size: number;
  readonly path: string;
}

/** The QR code of a text; null where it is too long for any. Redundancy is as high as costs no room. */
export function qrCode(text: string): QrCode | null {
  if (new TextEncoder().encode(text).length > mostQrBytes) return null;
  const { size, data } = encode(text, { ecc: 'L', boostEcc: true, border: 4 });
  const path = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : []))).join('');
  return { size, path };
}
