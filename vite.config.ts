import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import {
  textsWithoutFormats,
  tfjsThreads,
  zodWithoutEval,
  zodWithoutFormats,
  zodWithoutJsonSchema,
  zoomWithoutColours,
} from './scripts/build-plugins.ts';
import { bundleBudgets } from './scripts/bundle-budgets.ts';
import { formulas } from './scripts/formulas.ts';
import { laterTexts, textsInPage } from './scripts/later-texts.ts';
import { pagePolicyInPage } from './scripts/page-policy.ts';
import { rulesInWorker } from './scripts/rules-in-worker.ts';
import { serviceWorker } from './scripts/service-worker.ts';
import { chunkBesideEntry, standaloneEntries } from './scripts/standalone-entries.ts';
import { isolationHeaders } from './src/offline/headers.ts';

/** In bytes. The page is usable once its first load is there; the worker loads beside it, tfjs being among its later chunks. */
const pageBudgets = { firstLoad: 350_000, lazyChunk: 90_000 };
/** What an untouched page shows, and therefore always loads after its first load. */
const firstPanes =
  /\/src\/ui\/(panels\/data-column|panels\/predictions-tab|charts\/curves|charts\/run-look|editor\/flow\/depth-bar|editor\/pictures\/picture-feed|app\/backend-badge)\.tsx?$/;
const workerBudgets = { firstLoad: 200_000, lazyChunk: 90_000 };

/** scripts/static-server.ts puts a fresh nonce in place of this word at every request. */
const nonce = 'CSP_NONCE';

/** Shared memory (threads in WebAssembly) needs an isolated page, in development as in the served build. */
export default defineConfig({
  base: './',
  plugins: [
    react(),
    laterTexts(import.meta.dirname),
    rulesInWorker(),
    formulas(),
    zodWithoutEval(),
    zodWithoutJsonSchema(),
    zodWithoutFormats(),
    textsWithoutFormats(),
    ...zoomWithoutColours(),
    bundleBudgets('page', pageBudgets),
    standaloneEntries('page'),
    pagePolicyInPage(nonce),
    serviceWorker(import.meta.dirname),
  ],
  html: { cspNonce: nonce },
  worker: {
    format: 'es',
    plugins: () => [
      textsInPage(import.meta.dirname),
      tfjsThreads(),
      zodWithoutEval(),
      zodWithoutJsonSchema(),
      zodWithoutFormats(),
      bundleBudgets('worker', workerBudgets),
      standaloneEntries('worker'),
    ],
    rolldownOptions: { output: chunkBesideEntry('worker') },
  },
  build: {
    target: 'es2022',
    chunkSizeWarningLimit: Number.POSITIVE_INFINITY,
    reportCompressedSize: false,
    rolldownOptions: { output: chunkBesideEntry('app', firstPanes) },
  },
  server: { headers: isolationHeaders },
  preview: { headers: isolationHeaders },
});
