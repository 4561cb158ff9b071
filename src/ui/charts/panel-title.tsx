import { useProject } from '../../store/react.tsx';
import { identityOf } from '../common/task-identity.ts';
import { useLocalized } from '../common/use-localized.ts';
import { useTranslation } from '../common/use-translation.ts';
import type { DrawnMetric, MetricPanel } from './curve-panels.ts';

export type PanelTitle = Pick<MetricPanel, 'better' | 'unit' | 'metrics'>;

/** The metrics by name, each with those that have it. */
function byName(metrics: readonly DrawnMetric[]): readonly (readonly DrawnMetric[])[] {
  const found = new Map<string, DrawnMetric[]>();
  for (const metric of metrics) found.set(metric.info.id, [...(found.get(metric.info.id) ?? []), metric]);
  return [...found.values()];
}

/** What is drawn on an axis: every metric with the symbols of its tasks, the unit, and which way is better. */
export function MetricPanelTitle({ better, unit, metrics }: PanelTitle) {
  const { t } = useTranslation();
  const localized = useLocalized();
  const project = useProject((document) => document);
  return (
    <div className="panel-title" data-better={better}>
      {byName(metrics).map((alike) => {
        const [first] = alike;
        return first ? (
          <span key={first.info.id}>
            <strong>{localized(first.info.title)}</strong>
            {alike.map(({ task }) => {
              const { color, symbol } = identityOf(project, task);
              return (
                <span key={task} aria-hidden="true" className="task-mark" style={{ color }}>
                  {' '}
                  {symbol}
                </span>
              );
            })}
          </span>
        ) : null;
      })}
      {unit === '' ? null : <span>{t('charts.curves.inUnit', { unit })}</span>}
      <span className="panel-better">{t(better === 'higher' ? 'charts.curves.higher' : 'charts.curves.lower')}</span>
    </div>
  );
}
