import { at } from '../../util/assert-never.ts';
import type { Encoding } from './types.ts';

const startsWith = (bytes: Uint8Array, ...mark: readonly number[]): boolean => mark.every((byte, i) => bytes[i] === byte);

/** The share of zeros among every second byte from `from` on. */
function zeros(bytes: Uint8Array, from: number): number {
  let count = 0;
  for (let i = from; i < bytes.length; i += 2) if (bytes[i] === 0) count++;
  return count / Math.max(1, Math.floor(bytes.length / 2));
}

/** Whether the bytes are UTF-8; a character that the end cuts off does no harm. */
function isUtf8(bytes: Uint8Array): boolean {
  for (let i = 0; i < bytes.length; ) {
    const first = at(bytes, i);
    const more =
      first < 0x80
        ? 0
        : first >= 0xc2 && first < 0xe0
          ? 1
          : first >= 0xe0 && first < 0xf0
            ? 2
            : first >= 0xf0 && first < 0xf5
              ? 3
              : -1;
    if (more < 0) return false;
    for (let k = 1; k <= more && i + k < bytes.length; k++) if ((at(bytes, i + k) & 0xc0) !== 0x80) return false;
    i += more + 1;
  }
  return true;
}

/**
 * Whether bytes that are no UTF-8 are rather Chinese (GB 18030) than Western European. In Chinese text bytes above 0xA0 come in pairs, mostly of the
 * rows of common characters; in Western text a letter with an accent stands alone among plain ones.
 */
function isChinese(bytes: Uint8Array): boolean {
  let [paired, alone] = [0, 0];
  for (let i = 0; i < bytes.length; i++) {
    const lead = at(bytes, i);
    if (lead < 0x80) continue;
    const trail = bytes[i + 1] ?? 0;
    const common = lead >= 0xa1 && lead <= 0xf7 && trail >= 0xa1 && trail <= 0xfe;
    if (common) paired += 2;
    else if (lead < 0x81 || lead > 0xfe || trail < 0x40) alone += 2;
    else alone++;
    i++;
  }
  return paired > 3 * alone;
}

/**
 * In which encoding text is written, by its mark, its zeros, its validity, or what it looks like. null: it is no text. `head`: its first bytes that are
 * not all ASCII.
 */
export function detectEncoding(head: Uint8Array): Encoding | null {
  if (startsWith(head, 0xef, 0xbb, 0xbf)) return 'utf-8';
  if (startsWith(head, 0xff, 0xfe)) return 'utf-16le';
  if (startsWith(head, 0xfe, 0xff)) return 'utf-16be';
  const [even, odd] = [zeros(head, 0), zeros(head, 1)];
  if (odd > 0.2 && even < 0.05) return 'utf-16le';
  if (even > 0.2 && odd < 0.05) return 'utf-16be';
  if (even + odd > 0) return null;
  if (isUtf8(head)) return 'utf-8';
  return isChinese(head) ? 'gb18030' : 'windows-1252';
}

/** The place of the first byte that is no ASCII, or a zero; −1 where there is none. */
export function firstBeyondAscii(bytes: Uint8Array): number {
  let i = 0;
  // Four bytes at a time: none has its highest bit, and none is zero.
  if (bytes.byteOffset % 4 === 0) {
    const words = new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length >>> 2);
    for (let w = 0; w < words.length; w++, i += 4) {
      const word = words[w] ?? 0;
      if (((word | (word - 0x01010101)) & 0x80808080) !== 0) break;
    }
  }
  for (; i < bytes.length; i++) {
    const byte = bytes[i] ?? 0;
    if (byte >= 0x80 || byte === 0) return i;
  }
  return -1;
}
