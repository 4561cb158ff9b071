import { readFileSync } from 'node:fs';
import { kernelFile } from '../wasm-executor.ts';

/** The kernel module as `npm run kernels` makes it. */
export const kernelBytes = (): Uint8Array<ArrayBuffer> =>
  new Uint8Array(readFileSync(new URL(`../../../../../public/data/${kernelFile}`, import.meta.url)));
