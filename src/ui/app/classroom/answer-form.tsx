import { Button, Textarea } from '@mantine/core';
import { useId, useState } from 'react';
import { judged, type Secret, unsealed } from '../../../core/lessons/sheet/sealed.ts';
import { canBeGiven, type Given, most, type Sheet } from '../../../core/lessons/sheet/sheet.ts';
import { useTranslation } from '../../common/use-translation.ts';
import { NumberField } from './number-field.tsx';
import { plainNumber } from './plain-number.ts';

/** An answer in words: a choice as it reads, a number as it was given. */
export function givenWords({ answer }: Sheet, given: Given | null): string {
  if (given === null) return '–';
  if (typeof given === 'string') return given;
  return answer?.kind === 'choice' ? (answer.choices[given] ?? '–') : plainNumber(given);
}

function expectedWords(sheet: Sheet, { expected, tolerance }: Secret): string {
  const words = givenWords(sheet, expected);
  return sheet.answer?.kind === 'number' && tolerance > 0 ? `${words} ± ${plainNumber(tolerance)}` : words;
}

/** What was answered, by whoever reads it or by somebody else, and beside it what was expected. */
export function Answered(props: { readonly sheet: Sheet; readonly given: Given; readonly byReader: boolean }) {
  const { sheet, given, byReader } = props;
  const { t } = useTranslation();
  const secret = unsealed(sheet);
  const right = judged(sheet, secret, given);
  const { expected } = secret;
  return (
    <>
      <dl className="lesson-prediction" data-testid="sheet-answered">
        <dt>{t(byReader ? 'classroom.card.youSaid' : 'classroom.card.theySaid')}</dt>
        <dd className="sheet-words">{givenWords(sheet, given)}</dd>
        {expected === null || expected === '' ? null : (
          <>
            <dt>{t('classroom.card.expected')}</dt>
            <dd className="sheet-words">{right === true ? t('classroom.card.right') : expectedWords(sheet, secret)}</dd>
          </>
        )}
      </dl>
      {right === false ? (
        <p className="sheet-wrong" data-testid="sheet-wrong">
          {t('classroom.card.wrong')}
        </p>
      ) : null}
      {secret.explanation === '' ? null : <p className="sheet-words">{secret.explanation}</p>}
    </>
  );
}

/** Where a student answers: a text, a number, or one of several. Nothing of what is expected is on the page yet. */
export function AnswerForm(props: { readonly sheet: Sheet; readonly onAnswer: (given: Given) => void }) {
  const { sheet, onAnswer } = props;
  const { t } = useTranslation();
  const help = useId();
  const [draft, setDraft] = useState<Given | null>(null);
  const { answer } = sheet;
  if (!answer) return null;
  const ready = draft !== null && canBeGiven(draft) && String(draft).trim() !== '';
  return (
    <>
      {answer.kind === 'choice' ? (
        <fieldset className="lesson-answers" aria-label={t('classroom.card.answer')} aria-describedby={help}>
          {answer.choices.map((choice, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two choices may read the same; their places do not move.
            <button key={place} type="button" aria-pressed={false} onClick={() => onAnswer(place)}>
              {choice}
            </button>
          ))}
        </fieldset>
      ) : (
        <form
          className="sheet-answer"
          onSubmit={(event) => {
            event.preventDefault();
            if (ready) onAnswer(draft);
          }}
        >
          {answer.kind === 'number' ? (
            <NumberField
              label={t('classroom.card.answer')}
              describedBy={help}
              value={typeof draft === 'number' ? draft : null}
              onChange={setDraft}
            />
          ) : (
            <Textarea
              size="xs"
              label={t('classroom.card.answer')}
              aria-describedby={help}
              autosize
              minRows={2}
              maxRows={6}
              maxLength={most.answer}
              value={typeof draft === 'string' ? draft : ''}
              onChange={(event) => setDraft(event.currentTarget.value)}
            />
          )}
          <Button size="xs" type="submit" disabled={!ready}>
            {t('classroom.card.give')}
          </Button>
        </form>
      )}
      <p className="lesson-hint" id={help}>
        {t('classroom.card.once')}
      </p>
    </>
  );
}
