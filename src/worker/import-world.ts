import type { SessionWorld } from '../core/data/import/session.ts';
import { decodeImage } from './decode-image.ts';
import { createMacrotask } from './macrotask.ts';

const digestOf = (bytes: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer> => crypto.subtle.digest('SHA-256', bytes);

/** What importing needs of the browser; `decodeSound`: of the page, where there is one. */
export function importWorld(decodeSound?: SessionWorld['decodeSound']): SessionWorld {
  const pause = createMacrotask();
  // Only safe origins have it.
  const digest = globalThis.crypto?.subtle ? digestOf : undefined;
  return {
    decoder(encoding) {
      const decoder = new TextDecoder(encoding);
      return { decode: (bytes, more) => decoder.decode(bytes, { stream: more }) };
    },
    pause,
    decodeImage,
    ...(decodeSound ? { decodeSound } : {}),
    ...(digest ? { digest } : {}),
    pack: (pieces) => new Blob([...pieces]),
  };
}
