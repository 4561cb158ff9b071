import { reasonOf } from '../../src/core/util/reason.ts';
import type { Contender } from '../contenders/contender.ts';
import type { ModelSpec } from '../models/model.ts';
import type { Answer, Environment, OpenContender } from '../places/environment.ts';
import { lossTolerance, referenceLosses } from './reference.ts';
import type { Row } from './row.ts';
import { worstDifference } from './statistics.ts';

export interface RoundSettings {
  readonly rounds: number;
  /** Milliseconds that a contender trains in a round, about; one step at the least. */
  readonly windowMs: number;
  readonly progress: (words: string) => void;
}

/** A contender that is slower than this many windows per step has fewer rounds. */
const slowWindows = 3;
const roundsOfSlow = 2;
/** Warming up ends when it has taken so many windows: compilers have done their work by then. */
const warmWindows = 0.7;

interface Entry {
  readonly row: Omit<Row, 'stepsPerSecond'>;
  /** Null where it cannot train. */
  readonly opened: OpenContender | null;
  /** Steps of one round. */
  readonly steps: number;
  readonly rounds: number;
  readonly speeds: number[];
}

const numbersOf = (answer: Answer): readonly number[] => {
  if (!answer.ok) throw new Error(answer.words);
  return answer.numbers;
};

/** Measures contenders with one model side by side: all are started, and then take turns, round after round. */
export async function measureModel(
  model: ModelSpec,
  chosen: readonly { readonly contender: Contender; readonly environment: Environment }[],
  settings: RoundSettings,
): Promise<Row[]> {
  const references = new Map<string, number[]>();
  const referenceOf = (trained: ModelSpec): number[] => {
    const key = `${trained.loss} ${trained.optimizer}`;
    const losses = references.get(key) ?? referenceLosses(trained);
    references.set(key, losses);
    return losses;
  };
  const entries: Entry[] = [];
  try {
    for (const { contender, environment } of chosen) {
      const entry = await enter(model, contender, environment, settings, referenceOf);
      entries.push(entry);
      settings.progress(describe(entry));
    }
    for (let round = 0; round < settings.rounds; round++) {
      // Everybody begins a round once in a while.
      const shift = (round * 3) % Math.max(1, entries.length);
      for (const entry of [...entries.slice(shift), ...entries.slice(0, shift)]) await takeTurn(entry, round);
      settings.progress(`${model.id}: round ${round + 1} of ${settings.rounds}`);
    }
  } finally {
    for (const { opened } of entries) await opened?.close();
  }
  return entries.map(({ row, speeds }) => ({ ...row, stepsPerSecond: speeds }));
}

async function takeTurn({ opened, steps, rounds, speeds }: Entry, round: number): Promise<void> {
  if (!opened || round >= rounds) return;
  const answer = await opened.ask({ type: 'run', steps });
  // One that fails on the way keeps the rounds that it has.
  const [ms] = answer.ok ? answer.numbers : [];
  if (ms !== undefined) speeds.push((1000 * steps) / ms);
}

function describe({ row, opened, steps }: Entry): string {
  const difference = row.lossDifference === null ? '' : `, losses within ${row.lossDifference.toExponential(0)}`;
  return `${row.model} · ${row.place} · ${row.name}: ${opened ? `${row.device}${difference}, ${steps} steps a round` : row.words}`;
}

/** Starts a contender, compares its losses with the reference's and finds out how many steps fit into a window. */
async function enter(
  model: ModelSpec,
  contender: Contender,
  { place, open }: Environment,
  settings: RoundSettings,
  referenceOf: (model: ModelSpec) => number[],
): Promise<Entry> {
  const { id, name, backend, party, unchecked } = contender;
  const common = { model: model.id, place, contender: id, name, backend, party };
  const substitute = contender.substitute(model);
  const without = (words: string, device = '', lossDifference: number | null = null): Entry => ({
    row: { ...common, device, lossDifference, words },
    opened: null,
    steps: 0,
    rounds: 0,
    speeds: [],
  });
  if (typeof substitute === 'string') return without(substitute);
  const opened = await open();
  try {
    const started = await opened.ask({ type: 'start', contender: id, model: model.id });
    numbersOf(started);
    const device = started.words;
    const asked = performance.now();
    const losses = numbersOf(await opened.ask({ type: 'losses', steps: model.checkedSteps }));
    const checkedMs = (performance.now() - asked) / model.checkedSteps;
    const lossDifference = unchecked === null ? worstDifference(losses, referenceOf(substitute?.model ?? model)) : null;
    if (lossDifference !== null && lossDifference > lossTolerance) {
      await opened.close();
      return without(`its losses differ from the reference's by ${lossDifference.toExponential(1)}`, device, lossDifference);
    }
    const words = [substitute?.words, unchecked].filter((part) => part).join('; ');
    const slow = checkedMs > slowWindows * settings.windowMs;
    const steps = slow ? 1 : await stepsPerWindow(opened, settings.windowMs);
    const rounds = slow ? Math.min(roundsOfSlow, settings.rounds) : settings.rounds;
    return { row: { ...common, device, lossDifference, words }, opened, steps, rounds, speeds: [] };
  } catch (error) {
    await opened.close();
    return without(reasonOf(error));
  }
}

/** Runs ever more steps until they fill most of a window. */
async function stepsPerWindow(opened: OpenContender, windowMs: number): Promise<number> {
  let count = 1;
  let spent = 0;
  for (;;) {
    const [ms = 0] = numbersOf(await opened.ask({ type: 'run', steps: count }));
    spent += ms;
    const fitting = Math.max(1, Math.round((windowMs * count) / Math.max(ms, 0.1)));
    const settled = fitting < 2 * count || spent > 2 * windowMs;
    if (settled && spent > warmWindows * windowMs) return fitting;
    count = Math.max(1, Math.min(fitting, 8 * count));
  }
}
