import { ActionIcon, Group, Paper, Select, Stack, Switch, TextInput } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { removeTask } from '../../core/graph/tasks.ts';
import type { Task } from '../../core/project/schema.ts';
import { taskKinds } from '../../core/tasks/registry.ts';
import { usePlayground, useProject } from '../../store/react.tsx';
import { Disclosure } from '../common/disclosure.tsx';
import { LabelledSlider } from '../common/labelled-slider.tsx';
import { identityOf } from '../common/task-identity.ts';
import { TaskMark } from '../common/task-mark.tsx';
import { useLocalized } from '../common/use-localized.ts';
import { useTranslation } from '../common/use-translation.ts';
import { TaskKindSelect, TaskLossOptions } from './task-loss.tsx';

/** On/off, name, loss, weight, labels. Weights act while training; everything else asks for «apply». */
export function TaskCard({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const { project } = usePlayground();
  const localized = useLocalized();
  const task = useProject((document) => document.tasks.find((item) => item.id === id));
  const color = useProject((document) => identityOf(document, id).color);
  if (!task) return null;
  const change = (fields: Partial<Task>, gesture?: string): void =>
    project.edit(
      (document) => ({ ...document, tasks: document.tasks.map((item) => (item.id === id ? { ...item, ...fields } : item)) }),
      gesture === undefined ? {} : { gesture: `task.${id}.${gesture}` },
    );
  const kind = taskKinds[task.kind];
  return (
    <Paper
      withBorder
      p={8}
      mb={8}
      className="task-card"
      data-task={id}
      data-enabled={task.enabled}
      style={{ borderLeft: `4px solid ${color}` }}
    >
      <Group gap={6} wrap="nowrap" mb={6}>
        <TaskMark task={id} />
        <TextInput
          flex={1}
          variant="unstyled"
          size="xs"
          fw={600}
          aria-label={t('panels.tasks.name')}
          value={task.name}
          maxLength={80}
          onChange={(event) => change({ name: event.currentTarget.value }, 'name')}
          onBlur={project.endGesture}
        />
        <Switch
          size="xs"
          checked={task.enabled}
          aria-label={t('panels.tasks.enabled', { task: task.name })}
          title={t('panels.tasks.enabledHelp')}
          onChange={(event) => change({ enabled: event.currentTarget.checked })}
        />
      </Group>
      <LabelledSlider
        label={t('panels.tasks.weight')}
        name={t('panels.tasks.weightOf', { task: task.name })}
        help={t('panels.tasks.weightHelp')}
        value={task.weight}
        min={0}
        max={5}
        step={0.05}
        onChange={(weight) => change({ weight: Math.min(1000, weight) }, 'weight')}
        onEnd={project.endGesture}
      />
      <Disclosure title={`${localized(kind.text.title)} · ${t('panels.tasks.labels')}`}>
        <Stack gap={6} mt={4}>
          <TaskKindSelect task={task} />
          <Group gap="xs" align="end" wrap="nowrap">
            <Select
              flex={1}
              label={t('panels.tasks.loss')}
              title={t('panels.tasks.lossHelp')}
              allowDeselect={false}
              value={task.loss}
              data={kind.losses.map((loss) => ({ value: loss.id, label: localized(loss.title) }))}
              onChange={(loss) => {
                if (loss !== null) change({ loss });
              }}
            />
            <ActionIcon
              variant="subtle"
              color="red"
              size={30}
              aria-label={t('panels.tasks.remove', { task: task.name })}
              title={t('panels.tasks.remove', { task: task.name })}
              onClick={() => project.edit((document) => removeTask(document, id))}
            >
              <IconTrash size={16} />
            </ActionIcon>
          </Group>
          <TaskLossOptions task={task} onChange={change} onEnd={project.endGesture} />
          <LabelledSlider
            label={t('panels.tasks.kept')}
            name={`${task.name}: ${t('panels.tasks.kept')}`}
            help={t('panels.tasks.keptHelp')}
            value={Math.round(task.labelsKept * 100)}
            min={0}
            max={100}
            step={1}
            suffix=" %"
            onChange={(value) => change({ labelsKept: Math.min(100, value) / 100 }, 'kept')}
            onEnd={project.endGesture}
          />
          <LabelledSlider
            label={t('panels.tasks.noise')}
            name={`${task.name}: ${t('panels.tasks.noise')}`}
            help={t('panels.tasks.noiseHelp')}
            value={Math.round(task.labelNoise * 100)}
            min={0}
            max={100}
            step={1}
            suffix=" %"
            onChange={(value) => change({ labelNoise: Math.min(100, value) / 100 }, 'noise')}
            onEnd={project.endGesture}
          />
        </Stack>
      </Disclosure>
    </Paper>
  );
}
