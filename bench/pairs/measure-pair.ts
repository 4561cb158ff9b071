import type { Executor } from '../../src/engine/executors/executor.ts';
import type { Setup } from '../contenders/contender.ts';
import { exerciseOf } from '../models/exercise.ts';
import type { ModelSpec } from '../models/model.ts';
import type { Burst, Pair } from './pair.ts';

/** Long enough for the clock of an isolated page, short enough that many bursts have the machine to themselves. */
const burstMs = 4;
const mostSteps = 512;
/** So many turns are taken even where a single step takes longer than that, as long as they fit into a few budgets. */
const wantedTurns = 60;
const mostBudgets = 4;

async function timeOf(burst: Burst): Promise<number> {
  const started = performance.now();
  const own = await burst();
  return typeof own === 'number' ? own : performance.now() - started;
}

/** Milliseconds of both ways, turn by turn. */
export interface PairTimes {
  readonly plain: readonly number[];
  readonly other: readonly number[];
  readonly words: string;
}

/** Both ways in turn, first the one and then the other first, as often as the time allows. */
export async function measurePair(
  pair: Pair,
  executor: Executor,
  model: ModelSpec,
  setup: Setup,
  budgetMs: number,
): Promise<PairTimes> {
  const { plain, other, words = '' } = await pair.start(executor, exerciseOf(model), setup);
  let steps = 1;
  for (;;) {
    const [first, second] = [plain(steps), other(steps)];
    await Promise.all([first(), second()]);
    const ms = Math.min(await timeOf(first), await timeOf(second));
    if (ms > burstMs / 2 || steps >= mostSteps) break;
    steps = Math.min(mostSteps, Math.max(2 * steps, Math.round((steps * burstMs) / Math.max(ms, 1))));
  }
  const [first, second] = [plain(steps), other(steps)];
  const times: { plain: number[]; other: number[]; words: string } = { plain: [], other: [], words };
  const started = performance.now();
  const spent = (): number => (performance.now() - started) / budgetMs;
  for (let turn = 0; turn < 4 || spent() < (turn < wantedTurns ? mostBudgets : 1); turn++) {
    if (turn % 2 === 0) times.plain.push(await timeOf(first));
    times.other.push(await timeOf(second));
    if (turn % 2 === 1) times.plain.push(await timeOf(first));
  }
  return times;
}
