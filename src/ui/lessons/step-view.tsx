import { IconCircleCheck } from '@tabler/icons-react';
import { useId } from 'react';
import type { Act, Ask, Lesson, Outcome, Step } from '../../core/lessons/lesson.ts';
import type { Progress } from '../../core/lessons/progress.ts';
import { ownValue } from '../../core/util/own-value.ts';
import { useLocalized } from '../common/use-localized.ts';
import { useTranslation } from '../common/use-translation.ts';
import { Figures } from './figures.tsx';

function ActView({ act, done }: { readonly act: Act; readonly done: boolean }) {
  const { t } = useTranslation();
  const localized = useLocalized();
  return (
    <>
      <p>{localized(act.text)}</p>
      {done ? (
        <p className="lesson-done">
          <IconCircleCheck size={18} aria-hidden="true" /> {t('lessons.done')}
        </p>
      ) : null}
    </>
  );
}

/** A question with its answers: one is chosen, once, before the result is seen. */
function AskView(props: { readonly ask: Ask; readonly progress: Progress; readonly onAnswer: (answer: number) => void }) {
  const { ask, progress, onAnswer } = props;
  const { t } = useTranslation();
  const localized = useLocalized();
  const question = useId();
  const given = ownValue(progress.answers, ask.id);
  return (
    <>
      <p id={question}>{localized(ask.question)}</p>
      <fieldset className="lesson-answers" aria-labelledby={question}>
        {ask.answers.map((answer, i) => (
          <button
            key={answer.en}
            type="button"
            aria-pressed={given === i}
            aria-disabled={given !== undefined && given !== i}
            onClick={() => onAnswer(i)}
          >
            {localized(answer)}
          </button>
        ))}
      </fieldset>
      {given === undefined ? <p className="lesson-hint">{t('lessons.predictHelp')}</p> : null}
    </>
  );
}

function OutcomeView(props: { readonly lesson: Lesson; readonly outcome: Outcome; readonly progress: Progress }) {
  const { lesson, outcome, progress } = props;
  const { t } = useTranslation();
  const localized = useLocalized();
  const ask = lesson.steps.find((step): step is Ask => step.type === 'ask' && step.id === outcome.asked);
  const given = ownValue(progress.answers, outcome.asked);
  const expected = given === undefined ? undefined : ask?.answers[given];
  const measured = ask?.answers[ask.measured];
  return (
    <>
      <dl className="lesson-prediction">
        {expected ? (
          <>
            <dt>{t('lessons.predicted')}</dt>
            <dd>{localized(expected)}</dd>
          </>
        ) : null}
        {measured ? (
          <>
            <dt>{t('lessons.measured')}</dt>
            <dd>{given === ask?.measured ? t('lessons.same') : localized(measured)}</dd>
          </>
        ) : null}
      </dl>
      <p>{localized(outcome.text)}</p>
      <Figures lesson={lesson} outcome={outcome} progress={progress} />
    </>
  );
}

/** What a step says. */
export function StepView(props: {
  readonly lesson: Lesson;
  readonly step: Step;
  readonly progress: Progress;
  readonly onAnswer: (answer: number) => void;
}) {
  const { lesson, step, progress, onAnswer } = props;
  switch (step.type) {
    case 'act':
      return <ActView act={step} done={progress.done} />;
    case 'ask':
      return <AskView ask={step} progress={progress} onAnswer={onAnswer} />;
    case 'outcome':
      return <OutcomeView lesson={lesson} outcome={step} progress={progress} />;
  }
}
