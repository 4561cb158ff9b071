import { resolve } from 'node:path';
import { build } from 'vite';
import { tfjsThreads } from '../../scripts/build-plugins.ts';

/** Where the bench's page is built; it is no part of the page that is shipped. */
export const builtPage = resolve(import.meta.dirname, '../dist');

export async function buildPage(): Promise<void> {
  await build({
    configFile: false,
    root: resolve(import.meta.dirname, '../page'),
    base: './',
    logLevel: 'error',
    plugins: [],
    worker: { format: 'es', plugins: () => [tfjsThreads()] },
    build: { outDir: builtPage, emptyOutDir: true, target: 'es2022', reportCompressedSize: false, chunkSizeWarningLimit: 4000 },
  });
}
