import { ownValue } from '../util/own-value.ts';
import { mean } from '../util/statistics.ts';
import type { JudgedTask } from './experiment.ts';
import { relativeGain } from './report.ts';

/** What must be known of a run to measure it against others. */
export interface ComparableRun {
  readonly id: string;
  /** Of runs on the same network, data and seed. */
  readonly family: string;
  /** The tasks that it trained. */
  readonly tasks: readonly JudgedTask[];
  /** By task: validation where the task's headline metric was best. */
  readonly best: Readonly<Record<string, Readonly<Record<string, number | null>>>>;
}

const headline = ({ best }: ComparableRun, { id, metric }: JudgedTask): number | null =>
  ownValue(ownValue(best, id) ?? {}, metric) ?? null;

/**
 * Δm in per cent (Maninis et al., 2019; positive is better) of every run whose tasks were each trained alone on the same network, data and
 * seed: against the last such run of each. By id; a run without baselines, and one where they make it meaningless, is left out.
 */
export function keptImprovements(runs: readonly ComparableRun[]): ReadonlyMap<string, number> {
  const alone = new Map<string, ComparableRun>();
  for (const run of runs) {
    const [only, second] = run.tasks;
    if (only && !second) alone.set(`${run.family} ${only.id}`, run);
  }
  return new Map(
    runs.flatMap((run) => {
      if (run.tasks.length < 2) return [];
      const gains = run.tasks.map((task) => {
        const baseline = alone.get(`${run.family} ${task.id}`);
        const [value, before] = [headline(run, task), baseline ? headline(baseline, task) : null];
        return value === null || before === null ? null : relativeGain(task, value, before);
      });
      return gains.every((gain) => gain !== null) ? [[run.id, 100 * mean(gains)] as const] : [];
    }),
  );
}

/** A point of a plane, by the run or contender that gave it. */
export interface TradeOffPoint {
  readonly id: string;
  readonly values: readonly number[];
}

/**
 * The ids of those that no other one is at least as good as everywhere and better somewhere (Pareto, 1896). `better`: of each of the values,
 * which direction is good.
 */
export function paretoFront(points: readonly TradeOffPoint[], better: readonly ('higher' | 'lower')[]): ReadonlySet<string> {
  const loss = ({ values }: TradeOffPoint): readonly number[] =>
    values.map((value, i) => (better[i] === 'higher' ? -value : value));
  const all = points.map((point) => ({ id: point.id, losses: loss(point) }));
  const dominates = (a: readonly number[], b: readonly number[]): boolean =>
    a.every((value, i) => value <= (b[i] ?? 0)) && a.some((value, i) => value < (b[i] ?? 0));
  return new Set(all.filter((one) => !all.some((other) => dominates(other.losses, one.losses))).map(({ id }) => id));
}
