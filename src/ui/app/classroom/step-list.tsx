import { Button, Group } from '@mantine/core';
import { IconCircle, IconCircleCheck, IconCircleDashed } from '@tabler/icons-react';
import type { Place } from '../../../core/lessons/lesson.ts';
import { kindOfGoal } from '../../../core/lessons/sheet/goals/registry.ts';
import { openStep, type SheetProgress, stateOf } from '../../../core/lessons/sheet/progress.ts';
import type { Sheet } from '../../../core/lessons/sheet/sheet.ts';
import { useProject, useView } from '../../../store/react.tsx';
import { useTranslation } from '../../common/use-translation.ts';
import { stepWords } from './goal-words.ts';

const icons = { open: IconCircle, done: IconCircleCheck, skipped: IconCircleDashed } as const;

/** The steps one below the other, ticked as the page sees them done. */
export function StepList(props: {
  readonly sheet: Sheet;
  readonly progress: SheetProgress;
  readonly onShow: (place: Place) => void;
  readonly onSkip: () => void;
}) {
  const { sheet, progress, onShow, onSkip } = props;
  const { t } = useTranslation();
  const project = useProject((document) => document);
  const language = useView((view) => view.language);
  const current = openStep(sheet, progress);
  return (
    <ol className="sheet-steps" aria-label={t('classroom.card.steps')}>
      {sheet.steps.map((step, place) => {
        const state = stateOf(progress, place);
        const Drawn = icons[state];
        const at = kindOfGoal(step)?.read(step.goal)?.at;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: two steps may read the same; their places do not move.
          <li key={place} data-state={state} aria-current={place === current ? 'step' : undefined}>
            <Drawn size={18} aria-hidden="true" />
            <div>
              <span className="visually-hidden">
                {state === 'done' ? t('classroom.card.isDone') : state === 'skipped' ? t('classroom.card.isSkipped') : ''}{' '}
              </span>
              <span className="sheet-words">{stepWords(step, project, language)}</span>
              {place === current ? (
                <>
                  {at ? null : <p className="lesson-hint">{t('classroom.card.noGoal')}</p>}
                  <Group gap={6} mt={4}>
                    {at ? (
                      <Button size="compact-xs" variant="default" onClick={() => onShow(at)}>
                        {t('lessons.showMe')}
                      </Button>
                    ) : null}
                    <Button size="compact-xs" variant="subtle" color="gray" onClick={onSkip}>
                      {t('lessons.skip')}
                    </Button>
                  </Group>
                </>
              ) : null}
            </div>
          </li>
        );
      })}
    </ol>
  );
}
