import type { JudgedTask } from '../../../core/experiments/experiment.ts';
import type { TradeOffPoint } from '../../../core/experiments/kept-runs.ts';
import { ownValue } from '../../../core/util/own-value.ts';

/** What a point is drawn by: a task's headline metric, or its loss. */
export interface Measure {
  /** `TASK METRIC`. */
  readonly id: string;
  readonly task: string;
  readonly metric: string;
  readonly better: 'higher' | 'lower';
}

/** Of every task its headline metric and its loss, the metrics first. */
export function measuresOf(tasks: readonly Pick<JudgedTask, 'id' | 'metric' | 'better'>[]): readonly Measure[] {
  const one = (task: string, metric: string, better: Measure['better']): Measure => ({
    id: `${task} ${metric}`,
    task,
    metric,
    better,
  });
  return [
    ...tasks.map(({ id, metric, better }) => one(id, metric, better)),
    ...tasks.filter(({ metric }) => metric !== 'loss').map(({ id }) => one(id, 'loss', 'lower')),
  ];
}

/** Something that stands in the plane, and can be opened. */
export interface Candidate extends TradeOffPoint {
  readonly name: string;
}

type Figures = Readonly<Record<string, Readonly<Record<string, number | null>>>>;

export interface Span {
  readonly low: number;
  readonly high: number;
}

/** An axis with some room around the values. */
export function spanOf(values: readonly number[]): Span {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const room = 0.08 * (high - low) || Math.abs(high) * 0.05 || 0.5;
  return { low: low - room, high: high + room };
}

/** The values of the measures; null where one of them is not there. */
export function valuesOf(figures: Figures, measures: readonly Measure[]): readonly number[] | null {
  const values = measures.map(({ task, metric }) => ownValue(ownValue(figures, task) ?? {}, metric) ?? null);
  return values.every((value) => value !== null && Number.isFinite(value)) ? values.flatMap((value) => value ?? []) : null;
}
