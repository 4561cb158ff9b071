import { Text } from '@mantine/core';
import { useMemo } from 'react';
import type { InputValues, SampleBatch } from '../../core/runs/protocol.ts';
import { formatOf } from '../../core/tasks/formats/format-of.ts';
import { ownValue } from '../../core/util/own-value.ts';
import { useDerived, useProject } from '../../store/react.tsx';
import type { LoadedTask } from '../common/loaded-tasks.ts';
import { TakePicture } from '../common/paper/take-picture.tsx';
import { gridPoints } from '../common/plane/plane.ts';
import { PlaneMap } from '../common/plane/plane-map.tsx';
import { firstColumn, pointsOf } from '../common/plane/plane-values.ts';
import { taskIdentity, taskIndex } from '../common/task-identity.ts';
import { TaskMark } from '../common/task-mark.tsx';
import { usePrediction } from '../common/use-prediction.ts';
import { useSamples } from '../common/use-samples.ts';
import { useTranslation } from '../common/use-translation.ts';
import { mapsDrawing } from './maps-drawing.ts';

const cells = 40;
const sampleCount = 150;
const grid = gridPoints(cells);

function DecisionMap(props: {
  readonly entry: LoadedTask;
  readonly output: Float32Array | null;
  readonly samples: SampleBatch | null;
}) {
  const { entry, output, samples } = props;
  const { task, target } = entry;
  const { t } = useTranslation();
  const color = useProject((project) => taskIdentity(taskIndex(project, task.id)).color);
  const field = useMemo(() => (output ? firstColumn(output, cells * cells) : null), [output]);
  const points = useMemo(() => pointsOf(samples, task.id), [samples, task.id]);
  return (
    <figure className="decision-map" data-task={task.id}>
      <PlaneMap
        field={field}
        cells={cells}
        points={points}
        continuous={formatOf(target).numbers !== undefined}
        color={color}
        size={176}
        label={t('panels.predictions.map', { task: task.name })}
      />
      <Text component="figcaption" size="xs">
        <TaskMark task={task.id} /> {task.name}
      </Text>
    </figure>
  );
}

/** The cells of the map as the data set's own input. */
function useGrid(): InputValues | null {
  const { signature } = useDerived();
  const id = signature?.inputs[0]?.id;
  return useMemo(() => (id === undefined ? null : { [id]: grid }), [id]);
}

/** One map per task, from one prediction of the whole plane, renewed while training. */
export function DecisionMaps({ tasks }: { readonly tasks: readonly LoadedTask[] }) {
  const prediction = usePrediction(useGrid(), cells * cells);
  const samples = useSamples('validation', 0, sampleCount, false);
  const { t } = useTranslation();
  const project = useProject((document) => document);
  const draw = () =>
    mapsDrawing(
      tasks.map(({ task, target }) => {
        const output = ownValue(prediction?.outputs ?? {}, task.id);
        return {
          name: task.name,
          ...taskIdentity(taskIndex(project, task.id)),
          field: output ? firstColumn(output, cells * cells) : null,
          points: pointsOf(samples, task.id),
          continuous: formatOf(target).numbers !== undefined,
        };
      }),
      cells,
    );
  return (
    <div className="decision-maps" data-testid="decision-maps">
      {tasks.map((entry) => (
        <DecisionMap
          key={entry.task.id}
          entry={entry}
          output={ownValue(prediction?.outputs ?? {}, entry.task.id) ?? null}
          samples={samples}
        />
      ))}
      <TakePicture title={t('figures.maps')} draw={draw} />
    </div>
  );
}
