import { columnInfo } from '../../core/runs/columns/registry.ts';
import { lastStep } from '../../core/runs/recorded.ts';
import { formatNumber } from '../../core/util/number-text.ts';
import { useView } from '../../store/react.tsx';
import type { LoadedTask } from '../common/loaded-tasks.ts';
import { useLocalized } from '../common/use-localized.ts';
import { useTranslation } from '../common/use-translation.ts';
import { madeWorse, type Quantity, valuesAt, weightIds } from './curve-lines.ts';
import { type DrawnMetric, metricPanels } from './curve-panels.ts';
import type { CurveSubject } from './curve-subjects.ts';
import { RunSwatch } from './run-swatch.tsx';
import type { PlottedRun } from './use-plotted-runs.ts';

/** A column of the table: its head, and a run's number of a subject at the step. */
interface Column {
  readonly key: string;
  readonly title: string;
  readonly unit: string;
  readonly at: (run: PlottedRun, subject: CurveSubject) => number | null | undefined;
}

/** The drawn metrics by name and unit, with those that have them. */
function metricColumns(tasks: readonly LoadedTask[]): readonly (readonly DrawnMetric[])[] {
  const found = new Map<string, DrawnMetric[]>();
  for (const metric of metricPanels(tasks).flatMap(({ metrics }) => metrics)) {
    const key = `${metric.info.id} ${metric.unit}`;
    found.set(key, [...(found.get(key) ?? []), metric]);
  }
  return [...found.values()];
}

function useColumns(quantity: Quantity, tasks: readonly LoadedTask[], step: number): readonly Column[] {
  const { t } = useTranslation();
  const localized = useLocalized();
  const smoothing = useView((view) => view.curves.smoothing);
  if (quantity === 'metric') {
    return metricColumns(tasks).flatMap((metrics): Column[] => {
      const [first] = metrics;
      if (!first) return [];
      const { info, unit } = first;
      return [
        {
          key: `${info.id} ${unit}`,
          title: localized(info.title),
          unit,
          at: ({ recorded }, { key }) => {
            const own = metrics.find(({ task }) => task === key);
            const value = own && valuesAt(recorded, 'loss', key, step, undefined).validation?.metrics[info.id];
            return own && typeof value === 'number' ? value * own.scale : value;
          },
        },
      ];
    });
  }
  const unit = columnInfo(quantity)?.unit ?? '';
  const values = ({ recorded, drawing }: PlottedRun, { key }: CurveSubject) =>
    valuesAt(recorded, quantity, key, step, drawing.smoothed(recorded, quantity, key, smoothing));
  return [
    { key: 'raw', title: t('charts.curves.rawValue'), unit, at: (run, subject) => values(run, subject).raw },
    ...(smoothing > 0
      ? [
          {
            key: 'smoothed',
            title: t('charts.curves.smoothed'),
            unit,
            at: (run: PlottedRun, subject: CurveSubject) => values(run, subject).smoothed,
          },
        ]
      : []),
    ...(quantity === 'loss'
      ? [
          {
            key: 'validation',
            title: t('charts.curves.validationValue'),
            unit,
            at: (run: PlottedRun, subject: CurveSubject) => values(run, subject).validation?.loss,
          },
        ]
      : []),
  ];
}

const numberText = (value: number | null | undefined): string =>
  value === null || value === undefined || Number.isNaN(value) ? '–' : formatNumber(value);

/** The numbers of everything that is drawn, at one step: of each task the shown run's with what was last validated, then every pinned one's. */
export function CurveTable(props: {
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
  const columns = useColumns(quantity, tasks, step);
  const shownFirst = [...runs.slice(-1), ...runs.slice(0, -1)];
  return (
    <div className="curve-table">
      <table>
        <caption>
          {t('charts.curves.step', { step })}
          {events.map((event) => (
            <div key={event}>⚑ {event}</div>
          ))}
        </caption>
        <thead>
          <tr>
            <td />
            {columns.map(({ key, title, unit }) => (
              <th key={key} scope="col">
                {unit === '' ? title : `${title} (${unit})`}
              </th>
            ))}
          </tr>
        </thead>
        {subjects.map((subject) => (
          <tbody key={subject.key}>
            {shownFirst.map((run) => {
              const { mark } = run;
              // What was validated last says nothing of steps that the run has not made.
              const over = step > lastStep(run.recorded);
              if (over && mark !== null) return null;
              return (
                <tr key={run.id} data-pinned={mark !== null}>
                  <th scope="row">
                    {mark === null ? (
                      <>
                        <span aria-hidden="true" className="task-mark" style={{ color: subject.color }}>
                          {subject.symbol}
                        </span>{' '}
                        <span className="curve-subject">{subject.name}</span>
                        {weightIds.has(quantity) && madeWorse(run.recorded, subject.key, step) ? (
                          <div className="curve-worse">▾ {t('charts.curves.worse', { task: subject.name })}</div>
                        ) : null}
                      </>
                    ) : (
                      <>
                        <RunSwatch mark={mark} color={subject.color} colour={run.colour} /> {run.name}
                      </>
                    )}
                  </th>
                  {columns.map(({ key, at }) => (
                    <td key={key} data-column={key}>
                      {over ? '–' : numberText(at(run, subject))}
                    </td>
                  ))}
                </tr>
              );
            })}
          </tbody>
        ))}
      </table>
    </div>
  );
}
