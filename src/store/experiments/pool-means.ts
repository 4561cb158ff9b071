import { backendIds, type ExecutorChoice, type ExecutorInfo } from '../../core/runs/executor-info.ts';

/** Workers of one processor each; more than so many are more memory than anybody's machine has to spare. */
const mostWorkers = 8;

/** What trains an experiment. */
export interface PoolMeans {
  readonly choice: ExecutorChoice;
  /** Runs at a time. */
  readonly size: number;
  /** How many processors there are where they are more than the page takes; null: nothing is held back. */
  readonly cappedFrom: number | null;
}

/**
 * What the runs of an experiment are trained with, and how many at a time, on so many logical processors: several runs on one thread each finish
 * sooner than one run after another on several, since threads of one run wait for one another. A GPU does one thing at a time, and faster
 * than several that wait for each other. tfjs takes the backend that the page runs on.
 */
export function poolMeans({ id: executor, backend: ran }: Pick<ExecutorInfo, 'id' | 'backend'>, processors: number): PoolMeans {
  const backend = executor === 'tfjs' ? backendIds.find((id) => id === ran) : undefined;
  if (executor !== 'wasm') return { choice: { executor, ...(backend ? { backend } : {}) }, size: 1, cappedFrom: null };
  const size = Math.max(1, Math.min(mostWorkers, processors));
  const cappedFrom = processors > mostWorkers ? processors : null;
  return { choice: size > 1 ? { executor, oneThread: true } : { executor }, size, cappedFrom };
}
