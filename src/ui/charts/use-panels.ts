import { useMemo } from 'react';
import type { LoadedTask } from '../common/loaded-tasks.ts';
import { type DrawnMetric, metricPanels } from './curve-panels.ts';
import type { CurveSubject } from './curve-subjects.ts';
import type { PanelTitle } from './panel-title.tsx';

/** An axis and whose curves are drawn on it. */
export interface WantedPanel {
  readonly key: string;
  readonly subjects: readonly CurveSubject[];
  readonly metrics: ReadonlyMap<string, DrawnMetric>;
  readonly title: PanelTitle | null;
  readonly floor: number;
}

const noMetrics: ReadonlyMap<string, DrawnMetric> = new Map();

/** One axis for whatever has one; for metrics as many as they need. */
export function usePanels(
  quantity: string,
  subjects: readonly CurveSubject[],
  tasks: readonly LoadedTask[],
): readonly WantedPanel[] {
  return useMemo(() => {
    if (quantity !== 'metric') return [{ key: '', subjects, metrics: noMetrics, title: null, floor: Number.NEGATIVE_INFINITY }];
    const shown = tasks.filter(({ task }) => subjects.some(({ key }) => key === task.id));
    return metricPanels(shown).map(({ key, better, unit, fractions, metrics }) => {
      const byTask = new Map(metrics.map((metric) => [metric.task, metric]));
      const own = subjects.filter((subject) => byTask.has(subject.key));
      return {
        key,
        subjects: own,
        metrics: byTask,
        title: { better, unit, metrics },
        floor: fractions ? -1 : Number.NEGATIVE_INFINITY,
      };
    });
  }, [quantity, subjects, tasks]);
}
