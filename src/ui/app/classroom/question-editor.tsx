import { ActionIcon, Button, NumberInput, Select, Text, Textarea, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { noSecret, type Secret, sealed, unsealed } from '../../../core/lessons/sheet/sealed.ts';
import { most, type Sheet } from '../../../core/lessons/sheet/sheet.ts';
import { useTranslation } from '../../common/use-translation.ts';
import { NumberField } from './number-field.tsx';
import type { SheetEditor } from './sheet-editor.ts';

const kinds = ['none', 'text', 'choice', 'number'] as const;
type Kind = (typeof kinds)[number];

const freshSalt = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(4)), (byte) => byte.toString(16).padStart(2, '0')).join('');

/** The sheet with what is read after an answer, packed. The salt stays, so that the same sheet gives the same link. */
function withSecret(sheet: Sheet, secret: Secret): Sheet {
  const { sealed: before, ...rest } = sheet;
  if (JSON.stringify(secret) === JSON.stringify(noSecret)) return rest;
  return { ...rest, sealed: sealed(secret, before?.split('.')[0] ?? freshSalt()) };
}

/** Another kind of answer; what was expected of the last one is none of it. */
function withKind(sheet: Sheet, kind: Kind): Sheet {
  const { answer: _, ...rest } = sheet;
  const { explanation } = unsealed(sheet);
  const open = withSecret(rest, { ...noSecret, explanation: kind === 'none' ? '' : explanation });
  if (kind === 'none') return open;
  return { ...open, answer: kind === 'choice' ? { kind, choices: ['', ''] } : { kind } };
}

interface ChoicesProps {
  readonly choices: readonly string[];
  readonly secret: Secret;
  /** Which is right is not to be read. */
  readonly veiled: boolean;
  readonly onChange: (choices: string[], expected: Secret['expected'], gesture: string) => void;
  readonly onEnd: () => void;
}

/** What can be chosen, and which is right. */
function Choices({ choices, secret, veiled, onChange, onEnd }: ChoicesProps) {
  const { t } = useTranslation();
  const { expected } = secret;
  const remove = (place: number): void => {
    const after = typeof expected === 'number' && expected > place ? expected - 1 : expected;
    onChange(
      choices.filter((_, i) => i !== place),
      expected === place ? null : after,
      'choices',
    );
  };
  return (
    <fieldset>
      <legend>{t('classroom.make.choices')}</legend>
      {veiled ? null : <p className="sheet-help">{t('classroom.make.rightHelp')}</p>}
      {choices.map((choice, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a choice is known by its place alone.
        <div key={place} className="sheet-choice">
          {veiled ? null : (
            <input
              type="radio"
              name="right"
              aria-label={t('classroom.make.right', { number: place + 1 })}
              title={t('classroom.make.right', { number: place + 1 })}
              checked={expected === place}
              onChange={() => onChange([...choices], place, 'right')}
            />
          )}
          <TextInput
            flex={1}
            aria-label={t('classroom.make.choice', { number: place + 1 })}
            placeholder={t('classroom.make.choice', { number: place + 1 })}
            maxLength={most.choice}
            value={choice}
            onChange={({ currentTarget: { value } }) =>
              onChange(
                choices.map((one, i) => (i === place ? value : one)),
                expected,
                `choice.${place}`,
              )
            }
            onBlur={onEnd}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('classroom.make.removeChoice', { number: place + 1 })}
            disabled={choices.length <= 2}
            onClick={() => remove(place)}
          >
            <IconTrash size={16} />
          </ActionIcon>
        </div>
      ))}
      <Button
        size="compact-xs"
        variant="default"
        leftSection={<IconPlus size={14} aria-hidden="true" />}
        disabled={choices.length >= most.choices}
        onClick={() => onChange([...choices, ''], expected, 'choices')}
      >
        {t('classroom.make.addChoice')}
      </Button>
    </fieldset>
  );
}

/** What is asked, how it is answered, and what is read afterwards. */
export function QuestionEditor({ sheet, edit, endGesture, unveil }: SheetEditor) {
  const { t } = useTranslation();
  const secret = unsealed(sheet);
  const kind: Kind = sheet.answer?.kind ?? 'none';
  const change = (fields: Partial<Secret>, gesture: string): void =>
    edit((before) => withSecret(before, { ...unsealed(before), ...fields }), gesture);
  return (
    <section aria-label={t('classroom.make.questionPart')}>
      <h3>{t('classroom.make.questionPart')}</h3>
      <Textarea
        size="xs"
        label={t('classroom.make.question')}
        description={t('classroom.make.questionHelp')}
        autosize
        minRows={2}
        maxRows={6}
        maxLength={most.question}
        value={sheet.question}
        onChange={({ currentTarget: { value } }) => edit((before) => ({ ...before, question: value }), 'question')}
        onBlur={endGesture}
      />
      <Select
        mt={8}
        w={220}
        label={t('classroom.make.kind')}
        allowDeselect={false}
        value={kind}
        data={kinds.map((value) => ({ value, label: t(`classroom.make.kinds.${value}`) }))}
        onChange={(value) => {
          const next = kinds.find((one) => one === value);
          if (next && next !== kind) edit((before) => withKind(before, next));
        }}
      />
      {sheet.answer?.kind === 'choice' ? (
        <Choices
          choices={sheet.answer.choices}
          secret={secret}
          veiled={unveil !== null}
          onChange={(choices, expected, gesture) =>
            edit(
              (before) => withSecret({ ...before, answer: { kind: 'choice', choices } }, { ...unsealed(before), expected }),
              gesture,
            )
          }
          onEnd={endGesture}
        />
      ) : null}
      {unveil && kind !== 'none' ? (
        <Button size="xs" variant="default" mt={8} onClick={unveil}>
          {t('classroom.make.unveil')}
        </Button>
      ) : null}
      {kind === 'text' && !unveil ? (
        <Textarea
          size="xs"
          mt={8}
          label={t('classroom.make.expected')}
          description={t('classroom.make.expectedHelp')}
          autosize
          minRows={1}
          maxRows={5}
          maxLength={most.answer}
          value={typeof secret.expected === 'string' ? secret.expected : ''}
          onChange={({ currentTarget: { value } }) => change({ expected: value === '' ? null : value }, 'expected')}
          onBlur={endGesture}
        />
      ) : null}
      {kind === 'number' && !unveil ? (
        <div className="sheet-numbers">
          <NumberField
            label={t('classroom.make.expected')}
            value={typeof secret.expected === 'number' ? secret.expected : null}
            onChange={(expected) => change({ expected }, 'expected')}
            onEnd={endGesture}
          />
          <NumberInput
            label={t('classroom.make.tolerance')}
            hideControls
            min={0}
            value={secret.tolerance}
            onChange={(value) => change({ tolerance: typeof value === 'number' && value >= 0 ? value : 0 }, 'tolerance')}
            onBlur={endGesture}
          />
        </div>
      ) : null}
      {kind === 'none' || unveil ? null : (
        <>
          <Textarea
            size="xs"
            mt={8}
            label={t('classroom.make.explanation')}
            autosize
            minRows={1}
            maxRows={6}
            maxLength={most.explanation}
            value={secret.explanation}
            onChange={({ currentTarget: { value } }) => change({ explanation: value }, 'explanation')}
            onBlur={endGesture}
          />
          <Text size="xs" c="dimmed" mt={6}>
            {t('classroom.make.honest')}
          </Text>
        </>
      )}
    </section>
  );
}
