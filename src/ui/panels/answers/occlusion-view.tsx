import { Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import type { SplitName } from '../../../core/data/types.ts';
import type { OcclusionMaps } from '../../../core/runs/protocol.ts';
import type { Diagnostic } from '../../../core/util/diagnostics.ts';
import { ownValue } from '../../../core/util/own-value.ts';
import { usePlayground, useProject, useRun } from '../../../store/react.tsx';
import { DiagnosticNote } from '../../common/diagnostic-note.tsx';
import type { LoadedData, LoadedTask } from '../../common/loaded-tasks.ts';
import { identityOf } from '../../common/task-identity.ts';
import { TaskMark } from '../../common/task-mark.tsx';
import { useSamples } from '../../common/use-samples.ts';
import { useTranslation } from '../../common/use-translation.ts';
import { SampleInput } from '../samples/sample-input.tsx';
import { inputsOfRow } from '../samples/sample-values.ts';

const size = 112;

/** The covered places of a picture, the fuller the more the task's answer hangs on them. */
function CoveredPlaces({
  maps,
  values,
  color,
}: {
  readonly maps: OcclusionMaps;
  readonly values: Float32Array;
  readonly color: string;
}) {
  const most = Math.max(1e-9, ...values);
  const [width, height] = [size / maps.columns, size / maps.rows];
  const places = Array.from(values, (value, place) => ({ value, place }));
  return (
    <svg viewBox={`0 0 ${size} ${size}`} width={size} height={size} aria-hidden="true" className="answers-map">
      {places.map(({ value, place }) => (
        <rect
          key={place}
          x={(place % maps.columns) * width}
          y={Math.floor(place / maps.columns) * height}
          width={width}
          height={height}
          fill={color}
          fillOpacity={0.8 * Math.max(0, value / most)}
        />
      ))}
    </svg>
  );
}

/** Where a picture holds what each task goes by: its answer, with patch after patch of the picture covered. */
export function OcclusionView(props: {
  readonly tasks: readonly LoadedTask[];
  readonly data: LoadedData;
  readonly split: SplitName;
}) {
  const { tasks, data, split } = props;
  const { t } = useTranslation();
  const { actions } = usePlayground();
  const project = useProject((document) => document);
  const available = useRun(({ history }) => history.prepared?.splitSizes[split] ?? 0);
  const [place, setPlace] = useState(0);
  const samples = useSamples(split, available > 0 ? place % available : 0, 1, false);
  const [found, setFound] = useState<{ readonly row: number; readonly maps: OcclusionMaps } | readonly Diagnostic[] | null>(null);
  const [busy, setBusy] = useState(false);
  const row = samples?.rows[0];
  const look = async (): Promise<void> => {
    if (row === undefined) return;
    setBusy(true);
    const answer = await actions.request({ kind: 'occlusion', row });
    setBusy(false);
    setFound(answer.ok ? { row, maps: answer.value.maps } : answer.diagnostics);
  };
  const maps = found && 'maps' in found && found.row === row ? found.maps : null;
  const picture = samples ? (
    <SampleInput
      data={data}
      sample={inputsOfRow(samples.inputs, samples.count, 0)}
      label={t('panels.predictions.sample', { row: row ?? 0 })}
      size={size}
    />
  ) : null;
  return (
    <section className="answers-section" aria-label={t('answers.occlusion.title')}>
      <Text size="sm" fw={600}>
        {t('answers.occlusion.title')}
      </Text>
      <Text size="xs" c="dimmed">
        {t('answers.occlusion.about')}
      </Text>
      <Group gap="xs" my={6}>
        <Button size="compact-xs" variant="default" loading={busy} disabled={row === undefined} onClick={() => void look()}>
          {t('answers.occlusion.look')}
        </Button>
        <Button size="compact-xs" variant="default" onClick={() => setPlace((n) => n + 1)}>
          {t('answers.occlusion.next')}
        </Button>
      </Group>
      {Array.isArray(found) ? found.map((item) => <DiagnosticNote key={item.code} item={item} />) : null}
      <div className="answers-maps">
        {maps ? null : picture}
        {maps
          ? tasks.flatMap(({ task }) => {
              const values = ownValue(maps.maps, task.id);
              return values
                ? [
                    <figure key={task.id} className="answers-occlusion" data-task={task.id}>
                      <div className="answers-layers">
                        {picture}
                        <CoveredPlaces maps={maps} values={values} color={identityOf(project, task.id).color} />
                      </div>
                      <Text component="figcaption" size="xs">
                        <TaskMark task={task.id} /> {task.name}
                      </Text>
                    </figure>,
                  ]
                : [];
            })
          : null}
      </div>
    </section>
  );
}
