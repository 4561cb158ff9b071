import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { tfjsThreads, zodWithoutEval } from './scripts/build-plugins.ts';
import { isolationHeaders } from './scripts/headers.ts';
import { laterTexts } from './scripts/later-texts.ts';

/** Shared memory (threads in WebAssembly) needs an isolated page, in development as in the served build. */
export default defineConfig({
  base: './',
  plugins: [react(), laterTexts(import.meta.dirname), zodWithoutEval()],
  // scripts/static-server.ts puts a fresh nonce in place of this word at every request.
  html: { cspNonce: 'CSP_NONCE' },
  worker: { format: 'es', plugins: () => [tfjsThreads(), zodWithoutEval()] },
  build: { target: 'es2022', chunkSizeWarningLimit: 2000, reportCompressedSize: false },
  server: { headers: isolationHeaders },
  preview: { headers: isolationHeaders },
});
