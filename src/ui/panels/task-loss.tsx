import { Select, Switch, Tooltip } from '@mantine/core';
import { kindsFor } from '../../core/graph/task-fit.ts';
import { setTaskKind } from '../../core/graph/tasks.ts';
import type { Task } from '../../core/project/schema.ts';
import { lossOptionField } from '../../core/tasks/loss-options/loss-option.ts';
import { type LossOptionName, lossOptionNames, lossOptionShape } from '../../core/tasks/loss-options/registry.ts';
import { taskKinds } from '../../core/tasks/registry.ts';
import { assertNever } from '../../core/util/assert-never.ts';
import { useDerived, usePlayground } from '../../store/react.tsx';
import { LabelledSlider } from '../common/labelled-slider.tsx';
import { LongText } from '../common/long-text.tsx';
import { useLocalized } from '../common/use-localized.ts';
import { useTranslation } from '../common/use-translation.ts';

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
      aria-label={`${task.name}: ${t('panels.tasks.kind')}`}
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

interface OptionsProps {
  readonly task: Task;
  readonly onChange: (fields: Partial<Task>, gesture?: string) => void;
  readonly onEnd: () => void;
}

/** One option of the loss, as its own schema says that it is shown. What the schema refuses changes nothing. */
function TaskLossOption({ task, onChange, onEnd, name }: OptionsProps & { readonly name: LossOptionName }) {
  const localized = useLocalized();
  const schema = lossOptionShape[name];
  const field = lossOptionField(schema);
  if (!field) return null;
  const label = localized(field.title);
  const change = (value: unknown, gesture?: string): void => {
    if (schema.safeParse(value).success) onChange({ [name]: value }, gesture);
  };
  switch (field.control) {
    case 'switch':
      return (
        <Tooltip label={<LongText text={field.help} />} multiline maw={280} position="right">
          <Switch
            size="xs"
            label={label}
            aria-label={`${task.name}: ${label}`}
            checked={task[name] === field.on}
            onChange={(event) => change(event.currentTarget.checked ? field.on : field.off)}
          />
        </Tooltip>
      );
    case 'slider':
      return (
        <LabelledSlider
          label={label}
          name={`${task.name}: ${label}`}
          help={<LongText text={field.help} />}
          value={Number(task[name])}
          min={field.min}
          max={field.max}
          step={field.step}
          onChange={(value) => change(Math.min(field.max, value), name)}
          onEnd={onEnd}
        />
      );
    default:
      return assertNever(field);
  }
}

/** What the chosen loss may be told, in the order of the catalogue. */
export function TaskLossOptions(props: OptionsProps) {
  const { task } = props;
  const heeded = taskKinds[task.kind].losses.find(({ id }) => id === task.loss)?.options ?? [];
  return lossOptionNames
    .filter((name) => heeded.includes(name))
    .map((name) => <TaskLossOption key={name} name={name} {...props} />);
}
