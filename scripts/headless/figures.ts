import type { TaskEvaluation } from '../../src/core/runs/protocol.ts';
import type { FiguresByTask } from '../../src/core/runs/run-summary.ts';
import { formatNumber } from '../../src/core/util/number-text.ts';
import { ownValue } from '../../src/core/util/own-value.ts';
import { mean, spread } from '../../src/core/util/statistics.ts';

/** Metrics of every task, and the loss among them. */
export const figuresOf = (tasks: Readonly<Record<string, TaskEvaluation>>): FiguresByTask =>
  Object.fromEntries(Object.entries(tasks).map(([id, { metrics, loss }]) => [id, { ...metrics, loss }]));

/** Mean and spread of every figure over runs; `values`: run by run. */
export function summarised(runs: readonly FiguresByTask[]) {
  const [first = {}] = runs;
  const of = (task: string, metric: string): (number | null)[] =>
    runs.map((run) => ownValue(ownValue(run, task) ?? {}, metric) ?? null);
  return Object.fromEntries(
    Object.entries(first).map(([task, metrics]) => [
      task,
      Object.fromEntries(
        Object.keys(metrics).map((metric) => {
          const values = of(task, metric);
          const known = values.filter((value) => value !== null);
          return [
            metric,
            { mean: known.length > 0 ? mean(known) : null, spread: known.length > 1 ? spread(known) : null, values },
          ];
        }),
      ),
    ]),
  );
}

/** Lines for a reader: `TASK  metric figure …`. */
export function figureLines(figures: FiguresByTask): readonly string[] {
  const longest = Math.max(0, ...Object.keys(figures).map((task) => task.length));
  return Object.entries(figures).map(([task, metrics]) => {
    const words = Object.entries(metrics).map(([name, value]) => `${name} ${value === null ? '–' : formatNumber(value)}`);
    return `${task.padEnd(longest)}  ${words.join('  ')}`;
  });
}

/** `TASK  metric mean ± spread …`, over so many runs. */
export function summaryLines(summary: ReturnType<typeof summarised>): readonly string[] {
  const longest = Math.max(0, ...Object.keys(summary).map((task) => task.length));
  const figure = (value: number | null): string => (value === null ? '–' : formatNumber(value));
  const count = Math.max(
    0,
    ...Object.values(summary).flatMap((metrics) => Object.values(metrics).map(({ values }) => values.length)),
  );
  return [
    `mean ± spread over ${count} seeds; test split:`,
    ...Object.entries(summary).map(([task, metrics]) => {
      const words = Object.entries(metrics).map(
        ([name, { mean: centre, spread: around }]) => `${name} ${figure(centre)} ± ${figure(around)}`,
      );
      return `  ${task.padEnd(longest)}  ${words.join('  ')}`;
    }),
  ];
}
