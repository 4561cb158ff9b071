import { pairsOf } from '../../core/balancing/diagnosis/similarity.ts';
import type { ConflictReport } from '../../core/runs/conflict.ts';
import { similaritiesIn } from '../../core/runs/conflict-window.ts';
import { at } from '../../core/util/assert-never.ts';
import { useProject } from '../../store/react.tsx';
import { identityOf, taskIdentity } from '../common/task-identity.ts';
import type { NamedTask } from './use-shared.ts';

const [width, height] = [360, 72];

/** The cosine of every pair over the last looks; a pair has the colour of its first task and a dash of its own. */
export function CosineLines(props: {
  readonly reports: readonly ConflictReport[];
  readonly node: string | null;
  readonly tasks: readonly NamedTask[];
  readonly label: string;
}) {
  const { reports, node, tasks, label } = props;
  const colors = useProject((project) => tasks.map(({ id }) => identityOf(project, id).color).join('|')).split('|');
  const [first, last] = [at(reports, 0).step, at(reports, reports.length - 1).step];
  const x = (step: number): number => (last > first ? (width * (step - first)) / (last - first) : width);
  const y = (cosine: number): number => (height * (1 - cosine)) / 2;
  return (
    <svg className="conflict-lines" viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" role="img" aria-label={label}>
      <rect x={0} y={height / 2} width={width} height={height / 2} className="conflict-below" />
      <line x1={0} x2={width} y1={height / 2} y2={height / 2} className="conflict-zero" />
      {pairsOf(tasks.length).map(([i, j], index) => {
        const points = reports.flatMap((report) => {
          const cosine = at(similaritiesIn(report, node).cosines, i * tasks.length + j);
          return Number.isFinite(cosine) ? [`${x(report.step).toFixed(1)},${y(cosine).toFixed(1)}`] : [];
        });
        return (
          <polyline
            key={`${i} ${j}`}
            points={points.join(' ')}
            stroke={at(colors, i)}
            strokeDasharray={taskIdentity(index).dash}
            vectorEffect="non-scaling-stroke"
          />
        );
      })}
    </svg>
  );
}
