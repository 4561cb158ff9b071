import { createStore } from 'zustand/vanilla';
import { trainRuns } from '../../client/experiment-pool.ts';
import type { Trainer } from '../../client/trainer.ts';
import { type Experiment, parseExperiment } from '../../core/experiments/experiment.ts';
import { parseOutcome, type RunOutcome } from '../../core/experiments/outcome.ts';
import { countRuns, openRuns } from '../../core/experiments/plan.ts';
import { Budget, resultsLimits } from '../../core/util/budget.ts';
import { readJson } from '../../core/util/read-json.ts';
import type { Table } from '../persistence/database.ts';
import type { PoolMeans } from './pool-means.ts';

/** Where the experiment of the page is kept. */
const keptKey = 'experiment';

type Former = Pick<ExperimentsSlice, 'experiment' | 'outcomes' | 'state'>;

export interface ExperimentsSlice {
  readonly experiment: Experiment | null;
  /** What finished, by run. */
  readonly outcomes: ReadonlyMap<string, RunOutcome>;
  /** `cancelled`: it is over with what finished, unless somebody says otherwise. */
  readonly state: 'none' | 'running' | 'paused' | 'cancelled' | 'done';
  /** An estimate; null before a run has finished. */
  readonly secondsLeft: number | null;
  /** How many runs are trained at a time, and why not more; null as long as none is. */
  readonly pool: Pick<PoolMeans, 'size' | 'cappedFrom'> | null;
  /** The one before, which another took the place of: it can be brought back. */
  readonly former: Former | null;
  /** Why it will be gone with the page, where it cannot be kept. */
  readonly unkept: string | null;
}

export interface ExperimentsOptions {
  readonly createTrainer: () => Trainer;
  /** What the pool's runs are trained with, and how many at a time. */
  readonly means: () => PoolMeans;
  readonly dataUrl: string;
  readonly table: Pick<Table, 'one' | 'change'>;
  /** In ms, monotonic. */
  readonly now: () => number;
}

/** An experiment as a file, from which everything that is said of it follows. */
export interface ExperimentFile {
  readonly format: 'mtl-playground-experiment';
  readonly version: 1;
  readonly experiment: Experiment;
  readonly outcomes: readonly RunOutcome[];
}

const fileOf = (experiment: Experiment, outcomes: ReadonlyMap<string, RunOutcome>): ExperimentFile => ({
  format: 'mtl-playground-experiment',
  version: 1,
  experiment,
  outcomes: [...outcomes.values()],
});

/** The most outcomes of a file: more than anybody waits for. */
const mostOutcomes = 20_000;

/** Reads the text of such a file; null where it is something else. Never throws. */
export function readExperimentText(text: string): Pick<ExperimentFile, 'experiment' | 'outcomes'> | null {
  try {
    return parseExperimentFile(readJson(text, new Budget(resultsLimits(text.length), 'file')));
  } catch {
    // It is no JSON, or more than the budget has.
    return null;
  }
}

/** Reads such a file; null where it is something else. Never throws. */
export function parseExperimentFile(value: unknown): Pick<ExperimentFile, 'experiment' | 'outcomes'> | null {
  if (typeof value !== 'object' || value === null) return null;
  const { format, version, experiment: plan, outcomes: runs } = Object.fromEntries(Object.entries(value));
  if (format !== 'mtl-playground-experiment' || version !== 1 || !Array.isArray(runs) || runs.length > mostOutcomes) return null;
  const experiment = parseExperiment(plan);
  const outcomes = runs.map(parseOutcome).filter((one) => one !== null);
  return experiment && { experiment, outcomes };
}

const nothing: ExperimentsSlice = {
  experiment: null,
  outcomes: new Map(),
  state: 'none',
  secondsLeft: null,
  pool: null,
  former: null,
  unkept: null,
};

/** How a kept experiment stood. */
const keptState = (value: unknown): unknown => new Map(Object.entries(Object(value))).get('state');

/** The page's experiment: one at a time, beside the run that is shown. What finished is kept after every run. */
export function createExperiments(options: ExperimentsOptions) {
  const { createTrainer, means, dataUrl, table, now } = options;
  const store = createStore<ExperimentsSlice>(() => nothing);
  let stop: AbortController | null = null;

  function keep(): void {
    const { experiment, outcomes, state } = store.getState();
    const value = experiment && { ...fileOf(experiment, outcomes), state };
    table.change(keptKey, () => ({ key: keptKey, value })).catch((error: unknown) => store.setState({ unkept: String(error) }));
  }

  function timeLeft(experiment: Experiment, outcomes: ReadonlyMap<string, RunOutcome>, size: number): number | null {
    const timed = [...outcomes.values()].filter(({ seconds }) => seconds > 0);
    if (timed.length === 0) return null;
    const each = timed.reduce((sum, { seconds }) => sum + seconds, 0) / timed.length;
    return (each * (countRuns(experiment) - outcomes.size)) / size;
  }

  async function go(): Promise<void> {
    const { experiment } = store.getState();
    if (experiment === null || stop !== null) return;
    const mine = new AbortController();
    stop = mine;
    const { choice, size, cappedFrom } = means();
    store.setState({ state: 'running', pool: { size, cappedFrom } });
    keep();
    const done = (outcome: RunOutcome): void => {
      if (store.getState().experiment !== experiment) return;
      const outcomes = new Map(store.getState().outcomes).set(outcome.run, outcome);
      store.setState({ outcomes, secondsLeft: timeLeft(experiment, outcomes, size) });
      keep();
    };
    const open = () => openRuns(experiment, store.getState().outcomes);
    await trainRuns(open, done, { size, createTrainer, choice, dataUrl, now, signal: mine.signal });
    if (stop !== mine) return;
    stop = null;
    store.setState({ state: open().length === 0 ? 'done' : 'paused', secondsLeft: null, pool: null });
    keep();
  }

  function end(state: 'paused' | 'cancelled'): void {
    stop?.abort();
    stop = null;
    if (['running', 'paused'].includes(store.getState().state)) store.setState({ state, secondsLeft: null, pool: null });
  }

  /** What is there gives way, and can be brought back. */
  function leave(): void {
    end('paused');
    const { experiment, outcomes, state, former } = store.getState();
    store.setState({ ...nothing, former: experiment ? { experiment, outcomes, state } : former });
  }

  function show({ experiment, outcomes }: Pick<ExperimentFile, 'experiment' | 'outcomes'>): void {
    leave();
    const known = new Map(outcomes.map((outcome) => [outcome.run, outcome]));
    const state = openRuns(experiment, known).length === 0 ? 'done' : 'paused';
    store.setState({ experiment, outcomes: known, state });
    keep();
  }

  return {
    ...store,
    /** Begins another experiment in place of this one. Resolves when it is done, or was paused. */
    start(experiment: Experiment): Promise<void> {
      leave();
      store.setState({ experiment });
      return go();
    },
    /** Stops what is under way, until somebody says otherwise; finished runs stay. */
    pause(): void {
      end('paused');
      keep();
    },
    /** Ends it; finished runs stay, and are what it found. */
    cancel(): void {
      end('cancelled');
      keep();
    },
    goOn: go,
    clear(): void {
      leave();
      keep();
    },
    /** The one before takes the place of this one. */
    bringBack(): void {
      const { former } = store.getState();
      if (!former) return;
      store.setState({ former: null });
      leave();
      store.setState(former);
      keep();
    },
    /** Shows an experiment out of a file; it can go on from there. */
    show,
    file(): ExperimentFile | null {
      const { experiment, outcomes } = store.getState();
      return experiment && fileOf(experiment, outcomes);
    },
    /** What an earlier page left: it goes on where it was running. */
    async restore(): Promise<void> {
      const kept = await table.one(keptKey).catch(() => null);
      const read = parseExperimentFile(kept);
      if (!read || store.getState().experiment) return;
      show(read);
      if (store.getState().state !== 'paused') return;
      const state = keptState(kept);
      if (state === 'running') void go();
      if (state === 'cancelled') end('cancelled');
    },
  };
}

export type Experiments = ReturnType<typeof createExperiments>;
