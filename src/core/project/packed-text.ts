import { deflateSync, strFromU8, strToU8 } from 'fflate';
import { Budget, fileLimits } from '../util/budget.ts';
import { inflateWithin } from './inflate.ts';

/** A text as raw deflate of UTF-8: a document takes a tenth of its length. Equal texts give equal bytes. */
export const packText = (text: string): Uint8Array<ArrayBuffer> => deflateSync(strToU8(text));

/** Null where it is none, or would grow to more than a file may. */
export function unpackText(packed: Uint8Array): string | null {
  try {
    const bytes = inflateWithin(packed, new Budget(fileLimits(packed.length), 'file'));
    return bytes && strFromU8(bytes);
  } catch {
    return null;
  }
}
