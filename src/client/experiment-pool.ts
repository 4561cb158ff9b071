import type { PlannedRun } from '../core/experiments/experiment.ts';
import type { RunOutcome } from '../core/experiments/outcome.ts';
import type { ExecutorChoice } from '../core/runs/executor-info.ts';
import { agreementOf } from './run-agreement.ts';
import type { Trainer } from './trainer.ts';

export interface PoolOptions {
  /** Runs at a time; each has a trainer of its own. */
  readonly size: number;
  readonly createTrainer: () => Trainer;
  readonly choice: ExecutorChoice;
  readonly dataUrl: string;
  /** In ms, monotonic. */
  readonly now: () => number;
  /** Stops what is under way; what is finished stays. */
  readonly signal: AbortSignal;
}

/** Looks at how gradients agree, in a run that looks. */
const mostLooks = 12;

/** A worker died, or was ended: the run can be repeated. */
class LostError extends Error {}

/** Trains one run to the end of its epochs, and reads the figures of its best epoch by the mean validation loss: all of it in the worker. */
async function trainRun(
  trainer: Trainer,
  { id, project, tasks, looks }: PlannedRun,
  { choice, dataUrl, now, signal }: PoolOptions,
): Promise<RunOutcome> {
  const started = now();
  const trial = { project, choice, dataUrl, tasks, looks: looks ? mostLooks : 0 };
  const answer = await trainer.request(id, { kind: 'trial', trial }, signal);
  if (!answer.ok) throw new LostError(answer.diagnostics[0]?.message ?? '');
  const { figures, failure, steps, reports } = answer.value.result;
  const agreement = agreementOf(reports, project.training.learningRate);
  return { run: id, figures, failure, ...(agreement ? { agreement } : {}), steps, seconds: (now() - started) / 1000 };
}

/**
 * Trains what `open` gives, several runs at a time, until it gives nothing more: it is asked again after every outcome. A run whose worker
 * dies is repeated once, with a new worker, and then reported as failed. Resolves when all is done or the signal aborts.
 */
export async function trainRuns(
  open: () => readonly PlannedRun[],
  done: (outcome: RunOutcome) => void,
  options: PoolOptions,
): Promise<void> {
  const { size, createTrainer, signal } = options;
  const underWay = new Set<string>();
  let wake: (() => void)[] = [];
  const changed = (): void => {
    const sleeping = wake;
    wake = [];
    for (const awake of sleeping) awake();
  };
  signal.addEventListener('abort', changed);

  async function outcomeOf(run: PlannedRun, trainers: { current: Trainer }): Promise<RunOutcome | null> {
    for (const last of [false, true]) {
      try {
        const outcome = await trainRun(trainers.current, run, options);
        return signal.aborted ? null : outcome;
      } catch (error) {
        if (signal.aborted) return null;
        if (!(error instanceof LostError)) throw error;
        trainers.current.terminate();
        trainers.current = createTrainer();
        if (last) return { run: run.id, figures: null, failure: error.message || 'the worker died twice', steps: 0, seconds: 0 };
      }
    }
    return null;
  }

  async function work(): Promise<void> {
    const trainers = { current: createTrainer() };
    const stop = (): void => trainers.current.terminate();
    signal.addEventListener('abort', stop);
    try {
      while (!signal.aborted) {
        const run = open().find(({ id }) => !underWay.has(id));
        if (!run) {
          if (underWay.size === 0) return;
          // What is under way may open further runs.
          await new Promise<void>((resolve) => wake.push(resolve));
          continue;
        }
        underWay.add(run.id);
        const outcome = await outcomeOf(run, trainers);
        if (outcome) done(outcome);
        underWay.delete(run.id);
        changed();
      }
    } finally {
      signal.removeEventListener('abort', stop);
      trainers.current.terminate();
    }
  }
  await Promise.all(Array.from({ length: size }, work));
  signal.removeEventListener('abort', changed);
}
