import { ActionIcon, Group, Paper, Select, Stack, Switch, Text, TextInput } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { memo, Suspense } from 'react';
import { headOf, isLooseHead } from '../../core/graph/serving.ts';
import { removeTask } from '../../core/graph/tasks.ts';
import type { Project, Task } from '../../core/project/schema.ts';
import { taskKinds } from '../../core/tasks/registry.ts';
import { ownValue } from '../../core/util/own-value.ts';
import { useDerived, usePlayground, useProject, useRun } from '../../store/react.tsx';
import { Disclosure } from '../common/disclosure.tsx';
import { LabelledSlider } from '../common/labelled-slider.tsx';
import { lazyPart } from '../common/pane-boundary.tsx';
import { identityOf } from '../common/task-identity.ts';
import { TaskMark } from '../common/task-mark.tsx';
import { useLocalized } from '../common/use-localized.ts';
import { useTranslation } from '../common/use-translation.ts';
import { TaskKindSelect, TaskLossOptions } from './task-loss.tsx';

/** What the switch says of a run that is under way and was begun with it otherwise. */
function SwitchNote({ id, enabled }: Pick<Task, 'id' | 'enabled'>) {
  const { t } = useTranslation();
  const trains = useRun(({ loaded, history }) =>
    history.status.state === 'running' ? (loaded?.tasks.some((task) => task.id === id && task.enabled) ?? enabled) : enabled,
  );
  if (trains === enabled) return null;
  return (
    <Text size="xs" c="dimmed" role="status" mb={4}>
      {t(trains ? 'panels.tasks.stillTrains' : 'panels.tasks.trainsLater')}
    </Text>
  );
}

/** How many rows have a label, where not all of them do. */
function LabelledNote({ target }: Pick<Task, 'target'>) {
  const { t } = useTranslation();
  const { signature } = useDerived();
  const labelled = ownValue(signature?.labelled ?? {}, target);
  if (!signature || labelled === undefined || labelled === signature.count) return null;
  return (
    <Text size="xs" c="dimmed" mb={4} className="figure">
      {t('panels.tasks.labelled', { labelled: whole.format(labelled), rows: whole.format(signature.count) })}
    </Text>
  );
}

const whole = new Intl.NumberFormat('en');

const HeadOffer = lazyPart(async () => (await import('./head-offer.tsx')).HeadOffer);

/** Whether nothing leads to a task's output, or there is none. */
function lacksHead(document: Project, task: string): boolean {
  const head = headOf(document.graph, task);
  return head === undefined || isLooseHead(document, head.id);
}

/** On/off, name, loss, labels: all of it asks for «apply». Weights stand with the curves. */
export const TaskCard = memo(function TaskCard({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const { project } = usePlayground();
  const localized = useLocalized();
  const task = useProject((document) => document.tasks.find((item) => item.id === id));
  const color = useProject((document) => identityOf(document, id).color);
  const headless = useProject((document) => lacksHead(document, id));
  if (!task) return null;
  const change = (fields: Partial<Task>, gesture?: string): void =>
    project.edit(
      (document) => ({ ...document, tasks: document.tasks.map((item) => (item.id === id ? { ...item, ...fields } : item)) }),
      gesture === undefined ? {} : { gesture: `task.${id}.${gesture}` },
    );
  const kind = taskKinds[task.kind];
  const title = `${localized(kind.text.title)} · ${t('panels.tasks.labels')}`;
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
          aria-label={t('panels.tasks.name', { task: task.name })}
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
      <SwitchNote id={id} enabled={task.enabled} />
      <LabelledNote target={task.target} />
      {task.enabled && headless ? (
        <Suspense fallback={null}>
          <HeadOffer id={id} />
        </Suspense>
      ) : null}
      <Disclosure title={title} name={`${task.name}: ${title}`}>
        <Stack gap={6} mt={4}>
          <TaskKindSelect task={task} />
          <Group gap="xs" align="end" wrap="nowrap">
            <Select
              flex={1}
              label={t('panels.tasks.loss')}
              aria-label={`${task.name}: ${t('panels.tasks.loss')}`}
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
            most={100}
            step={1}
            suffix=" %"
            onChange={(value) => change({ labelsKept: value / 100 }, 'kept')}
            onEnd={project.endGesture}
          />
          <LabelledSlider
            label={t('panels.tasks.noise')}
            name={`${task.name}: ${t('panels.tasks.noise')}`}
            help={t('panels.tasks.noiseHelp')}
            value={Math.round(task.labelNoise * 100)}
            min={0}
            max={100}
            most={100}
            step={1}
            suffix=" %"
            onChange={(value) => change({ labelNoise: value / 100 }, 'noise')}
            onEnd={project.endGesture}
          />
        </Stack>
      </Disclosure>
    </Paper>
  );
});
