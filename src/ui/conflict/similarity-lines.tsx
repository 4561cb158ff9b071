import { pairsOf } from '../../core/balancing/diagnosis/similarity.ts';
import type { ConflictReport } from '../../core/runs/conflict.ts';
import { similaritiesIn } from '../../core/runs/conflict-window.ts';
import { at } from '../../core/util/assert-never.ts';
import { TakePicture } from '../common/paper/take-picture.tsx';
import { taskIdentity } from '../common/task-identity.ts';
import { TaskMark } from '../common/task-mark.tsx';
import { useTranslation } from '../common/use-translation.ts';
import { pairLinesDrawing } from './drawings.ts';
import { type NamedTask, useShownTasks } from './use-shared.ts';

const [width, height] = [360, 72];

/** What is drawn, and between which numbers. */
const kinds = { cosine: { of: 'cosines', low: -1 }, magnitude: { of: 'magnitudes', low: 0 } } as const;
const order = ['cosine', 'magnitude'] as const;

/** More pairs than this, of four tasks, are named at their lines alone. */
const mostNamed = 6;

/** How every pair of tasks agreed over the last looks, by direction and by length; a pair has the colour of its first task and a dash of its own. */
export function SimilarityLines(props: {
  readonly reports: readonly ConflictReport[];
  readonly node: string | null;
  readonly tasks: readonly NamedTask[];
}) {
  const { reports, node, tasks } = props;
  const { t } = useTranslation();
  const shown = useShownTasks(tasks);
  const [first, last] = [at(reports, 0).step, at(reports, reports.length - 1).step];
  const x = (step: number): number => (last > first ? (width * (step - first)) / (last - first) : width);
  const pairs = pairsOf(tasks.length).map(([i, j], index) => ({
    place: i * tasks.length + j,
    tasks: [at(tasks, i), at(tasks, j)] as const,
    look: { stroke: at(shown, i).color, strokeDasharray: taskIdentity(index).dash },
  }));
  const draw = () =>
    pairLinesDrawing(reports, node, shown, {
      cosine: t('conflict.cosine'),
      magnitude: t('conflict.magnitude'),
      step: t('charts.curves.axes.step'),
      pair: (one, other) => t('conflict.pair', { first: one, second: other }),
    });
  return (
    <div className="conflict-over-time">
      {order.map((kind) => {
        const { of, low } = kinds[kind];
        const y = (value: number): number => (height * (1 - value)) / (1 - low);
        return (
          <figure key={kind}>
            <figcaption>
              {t(`conflict.${kind}`)} {kind === 'cosine' ? <TakePicture title={t('conflict.overTime')} draw={draw} /> : null}
            </figcaption>
            <div className="conflict-lines" data-kind={kind}>
              <svg
                viewBox={`0 0 ${width} ${height}`}
                preserveAspectRatio="none"
                role="img"
                aria-label={t(`conflict.lines.${kind}`, { first, last })}
              >
                {low < 0 ? (
                  <>
                    <rect x={0} y={y(0)} width={width} height={height - y(0)} className="conflict-below" />
                    <line x1={0} x2={width} y1={y(0)} y2={y(0)} className="conflict-zero" />
                  </>
                ) : null}
                {pairs.map(({ place, tasks: [one, other], look }) => {
                  const points = reports.flatMap((report) => {
                    const value = at(similaritiesIn(report, node)[of], place);
                    return Number.isFinite(value) ? [`${x(report.step).toFixed(1)},${y(value).toFixed(1)}`] : [];
                  });
                  return (
                    <polyline key={place} points={points.join(' ')} {...look} vectorEffect="non-scaling-stroke">
                      <title>{t('conflict.pair', { first: one.name, second: other.name })}</title>
                    </polyline>
                  );
                })}
              </svg>
              <span className="figure" aria-hidden="true">
                <span>1</span>
                <span>{low < 0 ? '−1' : '0'}</span>
              </span>
            </div>
          </figure>
        );
      })}
      {pairs.length > 1 && pairs.length <= mostNamed ? (
        <ul className="conflict-pairs">
          {pairs.map(({ place, tasks: [one, other], look }) => (
            <li key={place}>
              <svg width={22} height={8} aria-hidden="true">
                <line x1={0} x2={22} y1={4} y2={4} {...look} />
              </svg>
              <TaskMark task={one.id} /> <TaskMark task={other.id} />
              {t('conflict.pair', { first: one.name, second: other.name })}
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}
