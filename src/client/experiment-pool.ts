import type { Agreement } from '../core/experiments/agreement.ts';
import type { PlannedRun } from '../core/experiments/experiment.ts';
import type { RunOutcome } from '../core/experiments/outcome.ts';
import type { ConflictReport } from '../core/runs/conflict.ts';
import type { ExecutorChoice } from '../core/runs/executor-info.ts';
import type { RunStatus, TaskEvaluation, TrainEvent } from '../core/runs/protocol.ts';
import { ownValue } from '../core/util/own-value.ts';
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

type Figures = Readonly<Record<string, Readonly<Record<string, number | null>>>>;

const figuresOf = (tasks: Readonly<Record<string, TaskEvaluation>>): Figures =>
  Object.fromEntries(Object.entries(tasks).map(([id, { metrics, loss }]) => [id, { ...metrics, loss }]));

/** The mean loss of the tasks on the validation split; null where one was not measured. */
function meanLoss(tasks: Readonly<Record<string, TaskEvaluation>>, of: readonly string[]): number | null {
  const losses = of.map((id) => ownValue(tasks, id)?.loss);
  if (!losses.every((loss) => typeof loss === 'number' && Number.isFinite(loss))) return null;
  return losses.reduce<number>((sum, loss) => sum + (loss ?? 0), 0) / of.length;
}

let generations = 0;

/** Trains one run to the end of its epochs, and reads the figures of its best epoch by the mean validation loss. */
async function trainRun(
  trainer: Trainer,
  { id, project, tasks, looks }: PlannedRun,
  { choice, dataUrl, now, signal }: PoolOptions,
): Promise<RunOutcome> {
  const started = now();
  let stepsPerEpoch = 0;
  let heard: (status: RunStatus) => void = () => undefined;
  const unsubscribe = trainer.subscribe((events: readonly TrainEvent[]) => {
    for (const event of events) {
      if (!('runId' in event) || event.runId !== id) continue;
      if (event.type === 'prepared') stepsPerEpoch = event.prepared.stepsPerEpoch;
      if (event.type === 'status') heard(event.status);
    }
  });
  /** The first status after `send` that is failed or satisfies `reached`; rejects where the worker is gone or nobody waits. */
  const until = (send: () => void, reached: (status: RunStatus) => boolean): Promise<RunStatus> =>
    new Promise((resolve, reject) => {
      const lost = (): void => reject(new LostError());
      signal.addEventListener('abort', lost, { once: true });
      heard = (status) => {
        const gone = status.error?.code === 'training.workerDied' || status.error?.code === 'training.deviceLost';
        if (!gone && status.state !== 'failed' && !reached(status)) return;
        signal.removeEventListener('abort', lost);
        if (gone) lost();
        else resolve(status);
      };
      send();
    });
  const evaluate = async (split: 'validation' | 'test'): Promise<Readonly<Record<string, TaskEvaluation>>> => {
    const answer = await trainer.request(id, { kind: 'evaluate', split }, signal);
    if (!answer.ok) throw new LostError(answer.diagnostics[0]?.message ?? '');
    return answer.value.tasks;
  };
  const reports: ConflictReport[] = [];
  /** Leaves no trace in the run. One that cannot be measured says nothing. */
  const look = async (): Promise<void> => {
    const answer = await trainer.request(id, { kind: 'conflict' }, signal);
    if (answer.ok && answer.value.report) reports.push(answer.value.report);
  };
  const lookEvery = Math.max(1, Math.floor(project.training.epochs / mostLooks));
  const outcome = (
    figures: RunOutcome['figures'],
    failure: string | null,
    steps: number,
    agreement: Agreement | null = null,
  ): RunOutcome => ({
    run: id,
    figures,
    failure,
    ...(agreement ? { agreement } : {}),
    steps,
    seconds: (now() - started) / 1000,
  });

  try {
    const generation = ++generations;
    const load = { type: 'load', runId: id, generation, project, choice, dataUrl, start: { from: 'initial' } } as const;
    const ready = await until(
      () => trainer.send(load),
      ({ state }) => state === 'idle',
    );
    if (ready.state === 'failed') return outcome(null, ready.error?.message ?? '', 0);
    let best = Number.POSITIVE_INFINITY;
    let figures: RunOutcome['figures'] = null;
    let step = 0;
    for (let epoch = 0; epoch < project.training.epochs; epoch++) {
      const goal = step + stepsPerEpoch;
      const status = await until(
        () => trainer.send({ type: 'train', runId: id, steps: stepsPerEpoch }),
        (now) => now.step >= goal && now.state !== 'running',
      );
      if (status.state === 'failed') return outcome(figures, figures ? null : (status.error?.message ?? ''), status.step);
      step = status.step;
      if (looks && epoch % lookEvery === 0) await look();
      const validation = await evaluate('validation');
      const loss = meanLoss(validation, tasks);
      if (loss !== null && loss < best) {
        best = loss;
        figures = { validation: figuresOf(validation), test: figuresOf(await evaluate('test')) };
      }
    }
    return outcome(
      figures,
      figures ? null : 'no finite validation loss',
      step,
      agreementOf(reports, project.training.learningRate),
    );
  } finally {
    unsubscribe();
  }
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
