import { type Candidate, candidateName, type GpuProbe } from './decision.ts';
import type { Executor } from './executor.ts';

/** What a pool needs of the world. */
export interface ExecutorFactory {
  /** Starts a candidate; throws where it cannot. `gpu`: what WebGPU answered. */
  start(candidate: Candidate, gpu: GpuProbe): Promise<Executor>;
  /** Null, or what is wrong with the executor's numbers. */
  selfTest(executor: Executor): Promise<string | null>;
}

/** Executors that were started, each once; they outlive the documents that use them. */
export interface ExecutorPool {
  /** Rejects where it does not start, or where its numbers are wrong (`tested`). */
  get(candidate: Candidate, gpu: GpuProbe, tested: boolean): Promise<Executor>;
  /** Ends an executor: the next `get` starts another. */
  discard(executor: Executor): void;
}

interface Started {
  readonly executor: Promise<Executor>;
  /** Once it has started. */
  ready: Executor | null;
  fault: Promise<string | null> | null;
}

export function createExecutorPool(factory: ExecutorFactory): ExecutorPool {
  const started = new Map<string, Started>();

  function start(candidate: Candidate, gpu: GpuProbe): Started {
    const name = candidateName(candidate);
    const entry: Started = { executor: factory.start(candidate, gpu), ready: null, fault: null };
    const drop = (): void => {
      if (started.get(name) === entry) started.delete(name);
    };
    // What did not start may start later: a file that could not be fetched, a GPU that was busy.
    entry.executor.then((executor) => {
      entry.ready = executor;
      return executor.lost.then(drop);
    }, drop);
    started.set(name, entry);
    return entry;
  }

  /** A test that broke off says nothing: whoever asks next has it made again. */
  async function faultOf(entry: Started, executor: Executor): Promise<string | null> {
    const test = entry.fault ?? factory.selfTest(executor);
    entry.fault = test;
    try {
      return await test;
    } catch (error) {
      if (entry.fault === test) entry.fault = null;
      throw error;
    }
  }

  return {
    async get(candidate, gpu, tested) {
      const entry = started.get(candidateName(candidate)) ?? start(candidate, gpu);
      const executor = await entry.executor;
      if (tested) {
        const fault = await faultOf(entry, executor);
        if (fault !== null) throw new Error(fault);
      }
      return executor;
    },
    discard(executor) {
      executor.dispose();
      for (const [name, { ready }] of started) if (ready === executor) started.delete(name);
    },
  };
}
