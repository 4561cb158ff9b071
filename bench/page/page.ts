import type { Answer, Request } from '../places/environment.ts';

/** What the bench calls in its page: contenders, each in a worker of its own, by number. */
export interface BenchPage {
  open(): number;
  ask(worker: number, request: Request): Promise<Answer>;
  close(worker: number): void;
}

declare global {
  interface Window {
    bench?: BenchPage;
  }
}

const workers = new Map<number, Worker>();
let opened = 0;

window.bench = {
  open() {
    workers.set(++opened, new Worker(new URL('./contender-worker.ts', import.meta.url), { type: 'module' }));
    return opened;
  },
  ask: (number, request) =>
    new Promise((resolve) => {
      const worker = workers.get(number);
      if (!worker) return resolve({ ok: false, words: 'the worker was closed' });
      worker.onmessage = ({ data }: MessageEvent<Answer>) => resolve(data);
      worker.onerror = ({ message }) => resolve({ ok: false, words: message || 'the worker did not start' });
      worker.postMessage(request);
    }),
  close(number) {
    workers.get(number)?.terminate();
    workers.delete(number);
  },
};
