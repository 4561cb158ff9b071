import { createImporter } from '../core/data/import/importer.ts';
import type { DecodedSound } from '../core/data/import/media/wav.ts';
import type { DecodedForImporter, FromImporter, ToBeDecoded, ToImporter } from '../core/data/import/messages.ts';
import { importWorld } from './import-world.ts';
import { startOnce } from './start-once.ts';

/** A file → its rows → data to learn from. */

startOnce('importer');

/** Sounds that the page is decoding. */
const decoding = new Map<number, (sound: DecodedSound | null) => void>();
let asked = 0;

/** Asks the page: browsers decode sound for pages alone. */
function decodeSound(bytes: Uint8Array<ArrayBuffer>): Promise<DecodedSound | null> {
  const number = asked++;
  const copy = bytes.slice().buffer;
  const message: ToBeDecoded = { type: 'decode', number, bytes: copy };
  return new Promise((settle) => {
    decoding.set(number, settle);
    postMessage(message, { transfer: [copy] });
  });
}

const answer = createImporter(importWorld(decodeSound), (message: FromImporter) => postMessage(message));

addEventListener('message', ({ data }: MessageEvent<ToImporter | DecodedForImporter>) => {
  if (!('decoded' in data)) return answer(data);
  decoding.get(data.decoded)?.(data.sound);
  decoding.delete(data.decoded);
});
