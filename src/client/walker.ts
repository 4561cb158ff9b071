import type { FromWalker, ToWalker } from '../core/landscape/messages.ts';

/** The other end of the worker that walks: the browser's, or a test's. */
export interface WalkerLink {
  post(message: ToWalker): void;
  terminate(): void;
}

/** Starts the page's. `onDeath` says why it cannot go on. */
export function connectWalker(onMessage: (message: FromWalker) => void, onDeath: (reason: string) => void): WalkerLink {
  const worker = new Worker(new URL('../worker/landscape-worker.ts', import.meta.url), { type: 'module' });
  worker.addEventListener('message', ({ data }: MessageEvent<FromWalker>) => onMessage(data));
  worker.addEventListener('error', ({ message }) => onDeath(message || 'error'));
  worker.addEventListener('messageerror', () => onDeath('messageerror'));
  return { post: (message) => worker.postMessage(message), terminate: () => worker.terminate() };
}
