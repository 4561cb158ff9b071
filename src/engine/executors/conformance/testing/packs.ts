import { readFileSync } from 'node:fs';
import type { LoadContext } from '../../../../core/data/types.ts';

/** Data packs as `npm run data` makes them. */
export const packFromDisk: LoadContext['fetchPack'] = async (path) =>
  new Uint8Array(readFileSync(new URL(`../../../../../public/data/${path}`, import.meta.url))).buffer;
