import { Worker } from 'node:worker_threads';
import type { FromThread, SpawnThread, ThreadLink } from '../threads/messages.ts';

interface Idle {
  readonly worker: Worker;
  listen: ((message: FromThread) => void) | null;
}

/** Node's workers do not read TypeScript by themselves. */
const loader = `
  import('tsx/esm/api').then(({ register }) => {
    register();
    return import(require('node:worker_threads').workerData);
  });
`;

/**
 * Threads in Node, each used again when its team lets it go: starting one takes half a second. `end` ends them all, which those that
 * serve see as a death.
 */
export function nodeThreads(): { spawn: SpawnThread; end: () => Promise<void> } {
  const idle: Idle[] = [];
  const all = new Set<Worker>();

  function start(): Idle {
    const worker = new Worker(loader, { eval: true, workerData: new URL('./node-thread.ts', import.meta.url).href });
    all.add(worker);
    const made: Idle = { worker, listen: null };
    worker.on('message', (message: FromThread) => {
      made.listen?.(message);
      if (message.type !== 'ready') idle.push(made);
    });
    return made;
  }

  const spawn: SpawnThread = (onMessage, onDeath): ThreadLink => {
    const mine = idle.pop() ?? start();
    mine.listen = onMessage;
    const died = (): void => onDeath('the worker ended');
    const broke = (error: Error): void => onDeath(error.message);
    mine.worker.once('exit', died);
    mine.worker.once('error', broke);
    return {
      post: (message) => mine.worker.postMessage(message),
      terminate() {
        mine.listen = null;
        mine.worker.off('exit', died);
        mine.worker.off('error', broke);
      },
    };
  };
  return {
    spawn,
    async end() {
      await Promise.all([...all].map((worker) => worker.terminate()));
      all.clear();
      idle.length = 0;
    },
  };
}
