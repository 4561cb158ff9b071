import { Button } from '@mantine/core';
import { doneCount, type Handed, type Sheet } from '../../../core/lessons/sheet/sheet.ts';
import { usePlayground, useProject, useView } from '../../../store/react.tsx';
import { useTranslation } from '../../common/use-translation.ts';
import { Answered } from './answer-form.tsx';
import { measuredWords, metricTitle } from './goal-words.ts';
import { headlines } from './headlines.ts';

/** What somebody handed in with the document on the screen. */
export function HandedView({ sheet, handed }: { readonly sheet: Sheet; readonly handed: Handed }) {
  const { t } = useTranslation();
  const { view } = usePlayground();
  const project = useProject((document) => document);
  const language = useView((state) => state.language);
  const nameOf = (task: string): string => project.tasks.find(({ id }) => id === task)?.name || task;
  return (
    <>
      <p className="lesson-about sheet-words">
        {handed.name === '' ? t('classroom.card.nameless') : t('classroom.card.ofStudent', { name: handed.name })}
      </p>
      {sheet.question === '' ? null : <p className="sheet-words">{sheet.question}</p>}
      {handed.answer === null ? null : <Answered sheet={sheet} given={handed.answer} byReader={false} />}
      {sheet.steps.length > 0 ? (
        <p>{t('classroom.card.stepsDone', { done: doneCount(sheet, handed), steps: sheet.steps.length })}</p>
      ) : null}
      <div className="lesson-figures">
        <p>{t('classroom.card.trained', { steps: handed.step, seed: project.seed })}</p>
        <dl>
          {headlines(handed).map((measured) => [
            <dt key={`${measured.task} what`}>
              {nameOf(measured.task)} · {metricTitle(project, measured.task, measured.metric, language)}
            </dt>,
            <dd key={`${measured.task} figure`} className="figure">
              {measuredWords(project, measured, measured.validation)}
            </dd>,
          ])}
        </dl>
      </div>
      <p className="lesson-hint">{t('classroom.card.asHanded')}</p>
      <Button size="xs" variant="default" mb={8} onClick={() => view.set({ dialog: 'handed' })}>
        {t('classroom.card.table')}
      </Button>
    </>
  );
}
