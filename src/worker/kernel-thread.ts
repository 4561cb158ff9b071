import type { FromThread, Joining } from '../engine/executors/wasm/threads/messages.ts';
import { serveKernels } from '../engine/executors/wasm/threads/serve.ts';
import { startOnce } from './start-once.ts';

startOnce('kernel thread');

/** A thread of our WebAssembly: it serves the one team that it is started for, and closes itself when it is let go. */
addEventListener('message', ({ data }: MessageEvent<Joining>) => {
  serveKernels(data, (message: FromThread) => postMessage(message));
  close();
});
