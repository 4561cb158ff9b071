import { readFileSync } from 'node:fs';
import { kernelFiles } from '../kernels.ts';

/** A kernel module as `npm run kernels` makes it. */
export const kernelBytes = (file: keyof typeof kernelFiles = 'single'): Uint8Array<ArrayBuffer> =>
  new Uint8Array(readFileSync(new URL(`../../../../../public/data/${kernelFiles[file]}`, import.meta.url)));
