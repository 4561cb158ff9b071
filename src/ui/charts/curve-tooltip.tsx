import { columnInfo } from '../../core/runs/columns/registry.ts';
import { lastStep } from '../../core/runs/recorded.ts';
import { headlineOf } from '../../core/tasks/task-kinds.ts';
import { formatNumber } from '../../core/util/number-text.ts';
import { useView } from '../../store/react.tsx';
import type { LoadedTask } from '../common/loaded-tasks.ts';
import { useLocalized } from '../common/use-localized.ts';
import { useTranslation } from '../common/use-translation.ts';
import { type Quantity, valuesAt } from './curve-lines.ts';
import type { CurveSubject } from './curve-subjects.ts';
import { RunSwatch } from './run-swatch.tsx';
import type { PlottedRun } from './use-plotted-runs.ts';

/** A run's numbers of a subject at a step, in words; null where it has none. Of a pinned run only those that its lines show. */
function useFigures(quantity: Quantity, tasks: readonly LoadedTask[]) {
  const { t } = useTranslation();
  const localized = useLocalized();
  const smoothing = useView((view) => view.curves.smoothing);
  // The view of metrics tells the losses of the step too.
  const column = quantity === 'metric' ? 'loss' : quantity;
  const unit = columnInfo(column)?.unit;
  return ({ recorded, drawing, mark }: PlottedRun, subject: CurveSubject, step: number): string | null => {
    // What was validated last says nothing of steps that the run has not made.
    if (step > lastStep(recorded)) return null;
    const smoothed = drawing.smoothed(recorded, column, subject.key, smoothing);
    const values = valuesAt(recorded, column, subject.key, step, smoothed);
    const loaded = tasks.find(({ task }) => task.id === subject.key);
    const validation = column === 'loss' && loaded ? values.validation : null;
    const headline = loaded && headlineOf(loaded.task.kind, loaded.target);
    const metric = headline && validation?.metrics[headline.id];
    const figure = (name: string, value: number | null | undefined): string[] =>
      value === null || value === undefined || Number.isNaN(value) ? [] : [`${name} ${formatNumber(value)}`.trim()];
    const figures =
      mark === null
        ? [
            ...figure(t('charts.curves.rawValue'), values.raw),
            ...figure(t('charts.curves.smoothed'), values.smoothed),
            ...figure(t('charts.curves.validationValue'), validation?.loss),
            ...(headline ? figure(localized(headline.title), metric) : []),
          ]
        : quantity === 'metric'
          ? figure('', metric)
          : [
              ...figure('', smoothed ? values.smoothed : values.raw),
              ...figure(t('charts.curves.validationValue'), validation?.loss),
            ];
    if (figures.length === 0) return null;
    return unit ? `${figures.join(', ')} ${unit}` : figures.join(', ');
  };
}

/** The numbers of everything that is drawn, at one step: the shown run's with what was last validated, then every pinned one's. */
export function CurveTooltip(props: {
  readonly step: number;
  /** The shown one last. */
  readonly runs: readonly PlottedRun[];
  readonly quantity: Quantity;
  readonly subjects: readonly CurveSubject[];
  readonly tasks: readonly LoadedTask[];
  /** What happened here, in words. */
  readonly events: readonly string[];
}) {
  const { step, runs, quantity, subjects, tasks, events } = props;
  const { t } = useTranslation();
  const figuresOf = useFigures(quantity, tasks);
  return (
    <div className="curve-tooltip">
      <strong>{t('charts.curves.step', { step })}</strong>
      {events.map((event) => (
        <div key={event}>⚑ {event}</div>
      ))}
      {subjects.map((subject) => (
        <div key={subject.key}>
          {[...runs.slice(-1), ...runs.slice(0, -1)].map((run) => {
            const figures = figuresOf(run, subject, step);
            if (run.mark === null) {
              return (
                <div key={run.id} className="figure">
                  <span aria-hidden="true" className="task-mark" style={{ color: subject.color }}>
                    {subject.symbol}
                  </span>{' '}
                  {subject.name}: {figures ?? '–'}
                </div>
              );
            }
            return figures === null ? null : (
              <div key={run.id} className="figure of-pinned">
                <RunSwatch mark={run.mark} color={subject.color} /> {run.name}: {figures}
              </div>
            );
          })}
        </div>
      ))}
    </div>
  );
}
