import { createImporter } from '../core/data/import/importer.ts';
import type { FromImporter, ToImporter } from '../core/data/import/messages.ts';
import { importWorld } from './import-world.ts';
import { startOnce } from './start-once.ts';

/** A file → its rows → data to learn from. */

startOnce('importer');

const answer = createImporter(importWorld(), (message: FromImporter) => postMessage(message));

addEventListener('message', ({ data }: MessageEvent<ToImporter>) => answer(data));
