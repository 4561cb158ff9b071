import { Worker } from 'node:worker_threads';
import { DirectTrainer } from '../../src/client/direct-trainer.ts';
import type { Trainer } from '../../src/client/trainer.ts';
import { WorkerTrainer } from '../../src/client/worker-trainer.ts';
import type { FromWorker } from '../../src/core/runs/wire.ts';
import { nodeHost } from './host.ts';

/** Node's workers do not read TypeScript by themselves. */
const loader = `
  import('tsx/esm/api').then(({ register }) => {
    register();
    return import(require('node:worker_threads').workerData.module);
  });
`;

/** A trainer in this thread; `ended`: once its threads are gone. */
function trainerHere(threads: number): { readonly trainer: Trainer; readonly end: () => Promise<void> } {
  const ends: (() => Promise<void>)[] = [];
  const trainer = new DirectTrainer((emit) => {
    const host = nodeHost(emit, threads);
    ends.push(host.end);
    return host;
  });
  return { trainer, end: async () => void (await Promise.all(ends.map((end) => end()))) };
}

/** A trainer in a thread of its own, on that one thread, so that several train at a time. */
const trainerApart = (): Trainer =>
  new WorkerTrainer({
    connect(onMessage, onDeath) {
      const module = new URL('./training-thread.ts', import.meta.url).href;
      const worker = new Worker(loader, { eval: true, workerData: { module } });
      worker.on('message', (message: FromWorker) => onMessage(message));
      worker.on('error', (error) => onDeath(error.message));
      worker.on('exit', () => onDeath('ended'));
      return { post: (message) => worker.postMessage(message), terminate: () => void worker.terminate() };
    },
    every(ms, tick) {
      const timer = setInterval(tick, ms);
      return () => clearInterval(timer);
    },
    now: () => performance.now(),
  });

/** Makes trainers, and ends all that they started. */
export function nodeTrainers(processors: number) {
  const ends: (() => Promise<void>)[] = [];
  return {
    create({
      threads = processors,
      apart = false,
    }: {
      readonly threads?: number | undefined;
      readonly apart?: boolean;
    }): Trainer {
      if (apart) return trainerApart();
      const { trainer, end } = trainerHere(threads);
      ends.push(end);
      return trainer;
    },
    async end(): Promise<void> {
      await Promise.all(ends.splice(0).map((end) => end()));
    },
  };
}
