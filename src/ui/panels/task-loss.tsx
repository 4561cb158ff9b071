import { Select, Switch, Tooltip } from '@mantine/core';
import { kindsFor } from '../../core/graph/task-fit.ts';
import { setTaskKind } from '../../core/graph/tasks.ts';
import type { Task } from '../../core/project/schema.ts';
import { taskKinds } from '../../core/tasks/registry.ts';
import type { LossOptionName } from '../../core/tasks/types.ts';
import { useDerived, usePlayground } from '../../store/react.tsx';
import { LabelledSlider } from '../common/labelled-slider.tsx';
import { useLocalized } from '../common/use-localized.ts';
import { useTranslation } from '../common/use-translation.ts';

type NumberOption = Exclude<LossOptionName, 'classWeights'>;

const ranges: Readonly<Record<NumberOption, { readonly min: number; readonly max: number; readonly step: number }>> = {
  focalGamma: { min: 0, max: 5, step: 0.1 },
  labelSmoothing: { min: 0, max: 0.5, step: 0.01 },
  temperature: { min: 0.01, max: 1, step: 0.01 },
  margin: { min: 0, max: 2, step: 0.05 },
};
const numbers: readonly NumberOption[] = ['focalGamma', 'labelSmoothing', 'temperature', 'margin'];

/** How a target is learned, where there are several ways. */
export function TaskKindSelect({ task }: { readonly task: Task }) {
  const { t } = useTranslation();
  const { project } = usePlayground();
  const localized = useLocalized();
  const { signature } = useDerived();
  const target = signature?.targets.find(({ id }) => id === task.target);
  const kinds = target ? kindsFor(target) : [];
  if (!signature || kinds.length < 2) return null;
  return (
    <Select
      label={t('panels.tasks.kind')}
      title={t('panels.tasks.kindHelp')}
      allowDeselect={false}
      value={task.kind}
      data={kinds.map((kind) => ({ value: kind, label: localized(taskKinds[kind].text.title) }))}
      onChange={(value) => {
        const kind = kinds.find((known) => known === value);
        if (kind) project.edit((document) => setTaskKind(document, signature, task.id, kind));
      }}
    />
  );
}

/** What the chosen loss may be told. */
export function TaskLossOptions(props: {
  readonly task: Task;
  readonly onChange: (fields: Partial<Task>, gesture?: string) => void;
  readonly onEnd: () => void;
}) {
  const { task, onChange, onEnd } = props;
  const { t } = useTranslation();
  const heeded = taskKinds[task.kind].losses.find(({ id }) => id === task.loss)?.options ?? [];
  return (
    <>
      {heeded.includes('classWeights') ? (
        <Tooltip label={t('panels.tasks.options.classWeightsHelp')} multiline maw={280} position="right">
          <Switch
            size="xs"
            label={t('panels.tasks.options.classWeights')}
            aria-label={`${task.name}: ${t('panels.tasks.options.classWeights')}`}
            checked={task.classWeights === 'balanced'}
            onChange={(event) => onChange({ classWeights: event.currentTarget.checked ? 'balanced' : 'none' })}
          />
        </Tooltip>
      ) : null}
      {numbers
        .filter((name) => heeded.includes(name))
        .map((name) => (
          <LabelledSlider
            key={name}
            label={t(`panels.tasks.options.${name}`)}
            name={`${task.name}: ${t(`panels.tasks.options.${name}`)}`}
            help={t(`panels.tasks.options.${name}Help`)}
            value={task[name]}
            {...ranges[name]}
            onChange={(value) => onChange({ [name]: Math.min(ranges[name].max, value) }, name)}
            onEnd={onEnd}
          />
        ))}
    </>
  );
}
