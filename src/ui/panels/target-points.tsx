import { useMemo } from 'react';
import type { SampleBatch } from '../../core/runs/protocol.ts';
import { formatOf } from '../../core/tasks/formats/format-of.ts';
import { useProject } from '../../store/react.tsx';
import { type LoadedTask, useLoadedTasks } from '../common/loaded-tasks.ts';
import { PlaneMap } from '../common/plane/plane-map.tsx';
import { pointsOf } from '../common/plane/plane-values.ts';
import { identityOf } from '../common/task-identity.ts';
import { useTranslation } from '../common/use-translation.ts';

function TargetMap({ entry, samples }: { readonly entry: LoadedTask; readonly samples: SampleBatch }) {
  const { t } = useTranslation();
  const color = useProject((project) => identityOf(project, entry.task.id).color);
  const points = useMemo(() => pointsOf(samples, entry.task.id), [samples, entry.task.id]);
  const label = `${t('panels.data.samples')}: ${entry.task.name}`;
  return (
    <PlaneMap
      field={null}
      cells={1}
      points={points}
      continuous={formatOf(entry.target).numbers !== undefined}
      color={color}
      size={84}
      label={label}
    />
  );
}

/** The labels of the training points, one small map per task. */
export function TargetPoints({ samples }: { readonly samples: SampleBatch }) {
  const tasks = useLoadedTasks();
  return (
    <div className="target-points">
      {tasks.map((entry) => (
        <TargetMap key={entry.task.id} entry={entry} samples={samples} />
      ))}
    </div>
  );
}
