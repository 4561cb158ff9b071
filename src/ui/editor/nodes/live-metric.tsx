import { currentValidation } from '../../../core/runs/history.ts';
import { formatOf } from '../../../core/tasks/formats/format-of.ts';
import { headlineOf } from '../../../core/tasks/task-kinds.ts';
import { formatNumber } from '../../../core/util/number-text.ts';
import { ownValue } from '../../../core/util/own-value.ts';
import { useRun } from '../../../store/react.tsx';
import type { RunSlice } from '../../../store/run-store.ts';
import { useLoadedTasks } from '../../common/loaded-tasks.ts';
import { useLocalized } from '../../common/use-localized.ts';

/** Rounded before it is compared, so that a card renders only when the figures change. */
function shownMetric({ history }: RunSlice, task: string, metric: string | undefined): number | null {
  const judged = ownValue(currentValidation(history)?.tasks ?? {}, task);
  const value = metric === undefined ? undefined : judged?.metrics[metric];
  return value === null || value === undefined ? null : Number(value.toPrecision(3));
}

/** By what a task is judged first, on validation: at its output, from the first measurement on. */
export function LiveMetric({ task }: { readonly task: string }) {
  const localized = useLocalized();
  const loaded = useLoadedTasks().find((entry) => entry.task.id === task);
  const info = loaded && headlineOf(loaded.task.kind, loaded.target);
  const value = useRun((run) => shownMetric(run, task, info?.id));
  if (!loaded || !info || value === null) return null;
  const scaled = info.unit === 'labels' ? formatOf(loaded.target).numbers?.(loaded.target) : undefined;
  const text =
    info.unit === 'share'
      ? `${formatNumber(100 * value)}%`
      : `${formatNumber(scaled === undefined ? value : value * scaled.scale)}${scaled?.unit === undefined ? '' : ` ${scaled.unit}`}`;
  const title = localized(info.title);
  return (
    <span className="ed-metric ed-figures" title={title} data-testid={`metric-${task}`}>
      {info.unit === 'share' ? text : `${title.length <= 4 ? `${title} ` : ''}${text}`}
    </span>
  );
}
