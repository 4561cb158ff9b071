import { ActionIcon, Button, Group, NumberInput, Select, TextInput } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react';
import type { GoalField } from '../../../core/lessons/sheet/goals/kind.ts';
import { goalKinds, kindOfGoal } from '../../../core/lessons/sheet/goals/registry.ts';
import { most, type Sheet } from '../../../core/lessons/sheet/sheet.ts';
import { usePlayground, useProject, useView } from '../../../store/react.tsx';
import { useLocalized } from '../../common/use-localized.ts';
import { useTranslation } from '../../common/use-translation.ts';
import { choicesOf, stepWords } from './goal-words.ts';
import type { SheetEditor } from './sheet-editor.ts';

type Step = Sheet['steps'][number];

interface FieldProps {
  readonly field: GoalField;
  readonly goal: Step['goal'];
  readonly onChange: (value: unknown) => void;
  readonly onEnd: () => void;
}

function Field({ field, goal, onChange, onEnd }: FieldProps) {
  const localized = useLocalized();
  const project = useProject((document) => document);
  const language = useView((view) => view.language);
  const value = goal[field.name];
  const { of } = field;
  if (typeof of === 'object') {
    return (
      <NumberInput
        w={96}
        label={localized(field.title)}
        hideControls
        min={of.least}
        max={of.most}
        allowDecimal={!of.whole}
        clampBehavior="strict"
        value={typeof value === 'number' ? value : ''}
        onChange={(next) => {
          if (typeof next === 'number') onChange(next);
        }}
        onBlur={onEnd}
      />
    );
  }
  return (
    <Select
      w={of === 'sense' ? 96 : 160}
      label={localized(field.title)}
      allowDeselect={false}
      searchable={of === 'node' || of === 'method'}
      value={typeof value === 'string' ? value : null}
      data={choicesOf(of, project, goal, language)}
      onChange={onChange}
    />
  );
}

/** One step: what is to be done, and when it is. */
function StepEditor(props: {
  readonly step: Step;
  readonly place: number;
  readonly last: boolean;
  readonly onChange: (step: Step, gesture?: string) => void;
  readonly onMove: (by: 1 | -1) => void;
  readonly onRemove: () => void;
  readonly onEnd: () => void;
}) {
  const { step, place, last, onChange, onMove, onRemove, onEnd } = props;
  const { t } = useTranslation();
  const localized = useLocalized();
  const { project } = usePlayground();
  const language = useView((view) => view.language);
  const kind = kindOfGoal(step);
  const number = place + 1;
  return (
    <fieldset>
      <legend>{t('classroom.make.step', { number })}</legend>
      <div className="sheet-row">
        <TextInput
          label={t('classroom.make.stepText')}
          // What is read where nothing is written.
          placeholder={stepWords({ ...step, text: '' }, project.getState().project, language)}
          maxLength={most.step}
          value={step.text}
          onChange={({ currentTarget: { value } }) => onChange({ ...step, text: value }, `step.${place}.text`)}
          onBlur={onEnd}
        />
        <Group gap={2} wrap="nowrap">
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('classroom.make.earlier', { number })}
            disabled={place === 0}
            onClick={() => onMove(-1)}
          >
            <IconArrowUp size={16} />
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('classroom.make.later', { number })}
            disabled={last}
            onClick={() => onMove(1)}
          >
            <IconArrowDown size={16} />
          </ActionIcon>
          <ActionIcon variant="subtle" color="gray" aria-label={t('classroom.make.removeStep', { number })} onClick={onRemove}>
            <IconTrash size={16} />
          </ActionIcon>
        </Group>
      </div>
      <Group gap={6} mt={6} align="end">
        <Select
          flex="1 1 220px"
          label={t('classroom.make.goal')}
          allowDeselect={false}
          value={kind?.is ?? null}
          data={goalKinds.map(({ is, title }) => ({ value: is, label: localized(title) }))}
          onChange={(value) => {
            const next = goalKinds.find(({ is }) => is === value);
            if (next) onChange({ ...step, goal: { ...next.begin(project.getState().project) } });
          }}
        />
        {kind?.fields.map((field) => (
          <Field
            key={field.name}
            field={field}
            goal={step.goal}
            // Another task has other metrics.
            onChange={(value) =>
              onChange(
                {
                  ...step,
                  goal: {
                    ...step.goal,
                    ...(field.of === 'task' && 'metric' in step.goal ? { metric: 'loss' } : {}),
                    [field.name]: value,
                  },
                },
                `step.${place}.${field.name}`,
              )
            }
            onEnd={onEnd}
          />
        ))}
      </Group>
    </fieldset>
  );
}

/** What is to be done, in its order. */
export function StepsEditor({ sheet, edit, endGesture }: SheetEditor) {
  const { t } = useTranslation();
  const { project } = usePlayground();
  const { steps } = sheet;
  const change = (recipe: (steps: Step[]) => Step[], gesture?: string): void =>
    edit((before) => ({ ...before, steps: recipe([...before.steps]) }), gesture);
  return (
    <section aria-label={t('classroom.make.stepsPart')}>
      <h3>{t('classroom.make.stepsPart')}</h3>
      {steps.map((step, place) => (
        <StepEditor
          // biome-ignore lint/suspicious/noArrayIndexKey: a step is known by its place alone.
          key={place}
          step={step}
          place={place}
          last={place === steps.length - 1}
          onChange={(next, gesture) => change((all) => all.map((one, i) => (i === place ? next : one)), gesture)}
          onMove={(by) =>
            change((all) => {
              all.splice(place + by, 0, ...all.splice(place, 1));
              return all;
            })
          }
          onRemove={() => change((all) => all.filter((_, i) => i !== place))}
          onEnd={endGesture}
        />
      ))}
      <Button
        size="xs"
        variant="default"
        leftSection={<IconPlus size={14} aria-hidden="true" />}
        disabled={steps.length >= most.steps}
        onClick={() =>
          change((all) => {
            const [kind] = goalKinds;
            return [...all, { text: '', goal: { ...kind?.begin(project.getState().project) } }];
          })
        }
      >
        {t('classroom.make.addStep')}
      </Button>
    </section>
  );
}
