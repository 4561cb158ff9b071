import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { ReadingWorld, SourceFile } from './types.ts';

const pieceBytes = 2 ** 22;

/** SHA-256 of a file's bytes, in hexadecimal: the browser's own where it has one, which it has for safe origins alone. */
export async function hashFile(file: SourceFile, { pause, digest }: Pick<ReadingWorld, 'pause' | 'digest'>): Promise<string> {
  if (digest) return bytesToHex(new Uint8Array(await digest(await file.slice(0, file.size))));
  const hash = sha256.create();
  for (let start = 0; start < file.size; start += pieceBytes) {
    hash.update(await file.slice(start, Math.min(file.size, start + pieceBytes)));
    await pause();
  }
  return bytesToHex(hash.digest());
}

export const hashText = (text: string): string => bytesToHex(sha256(utf8ToBytes(text)));
