import type { DecodedSound } from '../core/data/import/media/wav.ts';
import type { DecodedForWorker, ToBeDecoded } from '../core/data/import/messages.ts';

/** Sounds that the page is decoding. */
const decoding = new Map<number, (sound: DecodedSound | null) => void>();
let asked = 0;

/** Asks the page: browsers decode sound for pages alone. */
export function decodeSound(bytes: Uint8Array<ArrayBuffer>): Promise<DecodedSound | null> {
  const number = asked++;
  const copy = bytes.slice().buffer;
  const message: ToBeDecoded = { type: 'decode', number, bytes: copy };
  return new Promise((settle) => {
    decoding.set(number, settle);
    postMessage(message, { transfer: [copy] });
  });
}

/** What the page has decoded comes. */
export function decoded(message: DecodedForWorker): void {
  decoding.get(message.decoded)?.(message.sound);
  decoding.delete(message.decoded);
}
