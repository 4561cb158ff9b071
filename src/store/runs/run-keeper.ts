import type { KeptCheckpoint } from '../../client/last-checkpoint.ts';
import type { Project } from '../../core/project/schema.ts';
import type { RunState, TaskEvaluation, TrainEvent } from '../../core/runs/protocol.ts';
import { bestStep, thinnedTo } from '../../core/runs/recorded.ts';
import type { RunRecord } from '../../core/runs/run-record.ts';
import { type FiguresByTask, stepsOf } from '../../core/runs/run-summary.ts';
import type { Playground } from '../playground.ts';
import type { LeftRun } from './run-collection.ts';
import type { RunLibrary } from './run-library.ts';
import { summaryOf } from './summary-of.ts';

/** Throttle of writing, in ms: a run that trains is written now and then, so that a crash costs little of it; one that rests, soon and whole. */
const restMs = { training: 10_000, still: 200 };
/** Of a longer run, steps in between are left out of what is written while it trains. */
const mostRowsWhileTraining = 2 ** 14;
/** A run that rests so long is measured on every split, and asked for its best weights. */
const measuredAfterMs = 1500;

export interface KeeperWorld {
  /** In ms, monotonic. */
  readonly now: () => number;
  /** In ms since 1970. */
  readonly clock: () => number;
  /** Calls `work` after so many milliseconds, unless the function that comes back is called before. */
  readonly after: (ms: number, work: () => void) => () => void;
}

/** A run as it was seen last. */
interface Seen {
  readonly record: RunRecord;
  readonly kept: KeptCheckpoint | null;
  readonly stepsPerEpoch: number | null;
  readonly seconds: number;
  /** On the screen when its first step was heard of. */
  readonly project: string;
}

const figuresOf = (tasks: Readonly<Record<string, TaskEvaluation>>): FiguresByTask =>
  Object.fromEntries(Object.entries(tasks).map(([id, { metrics, loss }]) => [id, { ...metrics, loss }]));

/** Puts every run of the page into the library, by itself: while it trains, when it rests, and when it gives way to another. */
export function keepRuns(playground: Playground, library: RunLibrary, { now, clock, after }: KeeperWorld) {
  const { actions, project, run, runNews, runs, trainer } = playground;
  let seen: Seen | null = null;
  /** Of the shown run, in this visit and before. */
  let spent = 0;
  let timed: { readonly id: string; readonly since: number | null } = { id: '', since: null };
  let measured: { readonly id: string; readonly step: number; readonly splits: Readonly<Record<string, FiguresByTask>> } | null =
    null;
  let best: { readonly id: string; readonly kept: KeptCheckpoint } | null = null;
  let cancelWriting: (() => void) | null = null;
  let due = Number.POSITIVE_INFINITY;
  let cancelMeasuring: (() => void) | null = null;
  /** Those that gave way, by their names in the worker, with the document there: it tells their last weights as it ends them, a moment later. */
  const ending = new Map<string, { readonly run: Seen; readonly project: Project }>();

  const state = (): RunState => run.getState().history.status.state;

  /** The time that the shown run trains. */
  function countTime(id: string): void {
    if (timed.id !== id) {
      // One that began before anybody looked has trained since then, for all that is known.
      const { started } = runs.getState().shown;
      spent = library.find(id)?.seconds ?? (started === null ? 0 : Math.max(0, clock() - Date.parse(started)) / 1000);
      timed = { id, since: null };
    }
    if (timed.since !== null) spent += (now() - timed.since) / 1000;
    timed = { id, since: state() === 'running' ? now() : null };
  }

  function look(): Seen | null {
    const { history } = run.getState();
    const { shown } = runs.getState();
    if (shown.started === null || history.recorded.count === 0) return null;
    const record = actions.allRuns().find(({ id }) => id === shown.id);
    if (!record) return null;
    countTime(shown.id);
    return {
      seconds: spent,
      project: seen?.project ?? library.find(shown.id)?.project ?? project.getState().key,
      record,
      kept: trainer.lastCheckpoint(history.runId),
      stepsPerEpoch: history.prepared?.stepsPerEpoch ?? library.find(shown.id)?.stepsPerEpoch ?? null,
    };
  }

  function write({ record, kept, stepsPerEpoch, seconds, project }: Seen, training: boolean): Promise<void> {
    const { id, name } = record;
    const splits =
      measured?.id === id && measured.step === record.recorded.firstStep + record.recorded.count - 1 ? measured.splits : {};
    const short = training ? { ...record, recorded: thinnedTo(record.recorded, mostRowsWhileTraining) } : record;
    return library.keep(
      summaryOf(record, { seconds, stepsPerEpoch, splits, project }),
      {
        record: short,
        // A checkpoint of step 0 is none.
        ...(kept && kept.checkpoint.step > 0 ? { last: kept } : {}),
        ...(best?.id === id ? { best: best.kept } : {}),
      },
      { name },
    );
  }

  function save(): void {
    cancelWriting?.();
    cancelWriting = null;
    due = Number.POSITIVE_INFINITY;
    if (seen) void write(seen, state() === 'running');
  }

  /** What takes the worker's time waits until nobody else wants it. */
  async function measure(signal: AbortSignal): Promise<void> {
    if (!seen) return;
    const { record } = seen;
    const { loaded } = run.getState();
    const step = run.getState().history.status.step;
    const splits: Record<string, FiguresByTask> = {};
    for (const split of ['train', 'validation', 'test'] as const) {
      const answer = await actions.request({ kind: 'evaluate', split }, signal);
      if (!answer.ok || signal.aborted) return;
      splits[split] = figuresOf(answer.value.tasks);
    }
    measured = { id: record.id, step, splits };
    if (bestStep(record.recorded) !== null || record.recorded.validation.length > 0) {
      const answer = await actions.request({ kind: 'checkpoint', weights: 'best' }, signal);
      if (signal.aborted) return;
      if (answer.ok && loaded && answer.value.checkpoint.step > 0)
        best = { id: record.id, kept: { checkpoint: answer.value.checkpoint, project: loaded } };
    }
    if (seen?.record.id === record.id) void write(seen, false);
  }

  function measureLater(): void {
    cancelMeasuring?.();
    cancelMeasuring = null;
    if (!seen || !['paused', 'finished'].includes(state())) return;
    const { step } = run.getState().history.status;
    if (measured?.id === seen.record.id && measured.step === step) return;
    const stop = new AbortController();
    const cancel = after(measuredAfterMs, () => void measure(stop.signal));
    cancelMeasuring = () => {
      cancel();
      stop.abort();
    };
  }

  /** A run that gave way, with what was known of it; one that ended before anybody looked has its weights where it can be brought back. */
  function ended({ record, seconds }: LeftRun): Seen {
    if (seen?.record.id === record.id) {
      countTime(record.id);
      // A checkpoint may have come since anybody looked; one of steps that the page has not heard of is of no use.
      const newest = trainer.lastCheckpoint(run.getState().history.runId);
      const kept = newest && newest.checkpoint.step <= stepsOf(record.recorded) ? newest : seen.kept;
      return { ...seen, record, kept, seconds: spent };
    }
    const { news } = runNews.getState();
    const kept = news?.type === 'left' && news.run.record.id === record.id ? news.run.kept : null;
    const known = library.find(record.id);
    const of = known?.project ?? project.getState().key;
    return { record, kept, stepsPerEpoch: null, seconds: known?.seconds ?? seconds, project: of };
  }

  function changed(): void {
    // Runs that gave way: what they were at their ends is written at once.
    const { left } = runs.getState();
    if (left.length > 0) {
      const gone = left.map(ended);
      const [last] = gone.slice(-1);
      const { history, loaded } = run.getState();
      if (last && loaded) ending.set(history.runId, { run: last, project: loaded });
      // They are taken before anything is written, which others hear of.
      runs.setState({ left: [] });
      for (const one of gone) void write(one, false);
    }
    const { shown } = runs.getState();
    if (seen && seen.record.id !== shown.id) seen = null;
    const next = look();
    if (!next) {
      measureLater();
      return;
    }
    const grew =
      seen?.record.recorded !== next.record.recorded || seen.kept !== next.kept || seen.record.name !== next.record.name;
    seen = next;
    if (!grew) return;
    measureLater();
    const at = now() + (state() === 'running' ? restMs.training : restMs.still);
    if (at >= due) return;
    cancelWriting?.();
    due = at;
    cancelWriting = after(at - now(), save);
  }

  /** The last weights of a run that gave way; of steps that the page has not heard of, none. */
  function hear(events: readonly TrainEvent[]): void {
    for (const event of events) {
      if (event.runId === run.getState().history.runId) continue;
      const gone = event.type === 'checkpoint' ? ending.get(event.runId) : undefined;
      if (event.type !== 'checkpoint' || !gone) continue;
      ending.delete(event.runId);
      const { run: seenLast, project } = gone;
      const { checkpoint } = event;
      if (checkpoint.step === stepsOf(seenLast.record.recorded))
        void write({ ...seenLast, kept: { checkpoint, project } }, false);
    }
    // What began in their place has their end behind it.
    if (events.some(({ type }) => type === 'prepared')) ending.clear();
  }

  const stops = [run.subscribe(changed), runs.subscribe(changed), trainer.subscribe(hear)];
  changed();
  return {
    /** Writes at once what is not yet written: the page may be gone after this. */
    flush: save,
    stop(): void {
      for (const stop of stops) stop();
      cancelWriting?.();
      cancelMeasuring?.();
    },
  };
}
