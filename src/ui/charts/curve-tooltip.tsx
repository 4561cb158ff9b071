import type { Recorded } from '../../core/runs/recorded.ts';
import type { Series } from '../../core/runs/series.ts';
import { headlineOf } from '../../core/tasks/task-kinds.ts';
import { formatNumber } from '../../core/util/number-text.ts';
import type { LoadedTask } from '../common/loaded-tasks.ts';
import { TaskMark } from '../common/task-mark.tsx';
import { useLocalized } from '../common/use-localized.ts';
import { useTranslation } from '../common/use-translation.ts';
import { valuesAt } from './curve-lines.ts';

const shown = (value: number): string => (Number.isFinite(value) ? formatNumber(value) : '–');

/** Raw and smoothed loss, and the last validation, of every visible task at one step. */
export function CurveTooltip(props: {
  readonly step: number;
  readonly recorded: Recorded;
  readonly tasks: readonly LoadedTask[];
  readonly smoothed: Readonly<Record<string, Series>>;
  /** What happened here, in words. */
  readonly events: readonly string[];
}) {
  const { step, recorded, tasks, smoothed, events } = props;
  const { t } = useTranslation();
  const localized = useLocalized();
  return (
    <div className="curve-tooltip">
      <strong>{t('charts.curves.step', { step })}</strong>
      {events.map((event) => (
        <div key={event}>⚑ {event}</div>
      ))}
      {tasks.map(({ task, target }) => {
        const values = valuesAt(recorded, task.id, step, smoothed[task.id]);
        const headline = headlineOf(task.kind, target);
        const metric = values.validation?.metrics[headline.id];
        return (
          <div key={task.id} className="figure">
            <TaskMark task={task.id} /> {task.name}: {t('charts.curves.rawValue')} {shown(values.raw)}
            {smoothed[task.id] ? `, ${t('charts.curves.smoothed')} ${shown(values.smoothed)}` : ''}
            {values.validation && values.validation.loss !== null
              ? `, ${t('charts.curves.validationValue')} ${shown(values.validation.loss)}`
              : ''}
            {metric === null || metric === undefined ? '' : `, ${localized(headline.title)} ${shown(metric)}`}
          </div>
        );
      })}
    </div>
  );
}
