import { formatOf } from '../../core/tasks/formats/format-of.ts';
import { taskKinds } from '../../core/tasks/registry.ts';
import { headlineOf } from '../../core/tasks/task-kinds.ts';
import type { MetricInfo } from '../../core/tasks/types.ts';
import type { LoadedTask } from '../common/loaded-tasks.ts';

/** A metric of a task as the curves draw it. */
export interface DrawnMetric {
  readonly task: string;
  readonly info: MetricInfo;
  /** What a recorded value is multiplied by for the reader: labels are scaled for training. */
  readonly scale: number;
  /** What the reader counts it in; '' for a bare number. */
  readonly unit: string;
}

/** Metrics that can be read off one axis. */
export interface MetricPanel {
  readonly key: string;
  readonly better: 'higher' | 'lower';
  readonly unit: string;
  /** Fractions, of which 1 is the best: nothing below −1 says more than that. */
  readonly fractions: boolean;
  readonly metrics: readonly DrawnMetric[];
}

const isFraction = ({ better, range }: MetricInfo): boolean => better === 'higher' && range[1] === 1;

function drawn({ task, target }: LoadedTask, info: MetricInfo): DrawnMetric {
  const numbers = info.unit === 'labels' ? formatOf(target).numbers?.(target) : undefined;
  const unit = numbers?.unit ?? (info.unit === 'dB' ? 'dB' : '');
  return { task: task.id, info, unit, scale: numbers?.unit === undefined ? 1 : numbers.scale };
}

/** The first metric of a task; beside an error what says how much of it there was to explain, the first of its metrics that has 1 as the best. */
function metricsOf(loaded: LoadedTask): DrawnMetric[] {
  const { task, target } = loaded;
  const headline = headlineOf(task.kind, target);
  const beside = headline.better === 'lower' ? taskKinds[task.kind].metrics(target).find(isFraction) : undefined;
  return [headline, ...(beside ? [beside] : [])].map((info) => drawn(loaded, info));
}

function axisOf({ info, unit }: DrawnMetric): string {
  if (isFraction(info)) return 'fraction';
  // Errors in one unit have a common axis; bare numbers of two metrics have nothing in common.
  return info.unit === null ? info.id : `${info.better} ${info.unit} ${unit}`;
}

/**
 * The axes of the metrics' view, each with the metrics that are drawn on it: none is shared by what should rise and what should fall, nor by
 * two units. Fractions come first.
 */
export function metricPanels(tasks: readonly LoadedTask[]): readonly MetricPanel[] {
  const byAxis = new Map<string, DrawnMetric[]>([['fraction', []]]);
  for (const metric of tasks.flatMap(metricsOf)) {
    const key = axisOf(metric);
    byAxis.set(key, [...(byAxis.get(key) ?? []), metric]);
  }
  return [...byAxis].flatMap(([key, metrics]): MetricPanel[] => {
    const [first] = metrics;
    if (!first) return [];
    return [{ key, better: first.info.better, unit: first.unit, fractions: key === 'fraction', metrics }];
  });
}
