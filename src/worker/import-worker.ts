import { createImporter } from '../core/data/import/importer.ts';
import type { DecodedForWorker, FromImporter, ToImporter } from '../core/data/import/messages.ts';
import { importWorld } from './import-world.ts';
import { decoded, decodeSound } from './page-decoder.ts';
import { startOnce } from './start-once.ts';

/** A file → its rows → data to learn from. */

startOnce('importer');

const answer = createImporter(importWorld(decodeSound), (message: FromImporter) => postMessage(message));

addEventListener('message', ({ data }: MessageEvent<ToImporter | DecodedForWorker>) => {
  if ('decoded' in data) decoded(data);
  else answer(data);
});
