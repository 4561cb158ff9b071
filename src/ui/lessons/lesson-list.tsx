import { IconCircleCheck } from '@tabler/icons-react';
import { lessons } from '../../core/lessons/registry.ts';
import { keptProgress } from '../../store/lessons/kept-progress.ts';
import { usePlayground } from '../../store/react.tsx';
import { useLocalized } from '../common/use-localized.ts';
import { useTranslation } from '../common/use-translation.ts';
import './lessons.css';
import { lessonStorage } from './use-player.ts';

/** Every lesson with its question, and how far somebody has come. */
export function LessonList({ onChosen }: { readonly onChosen: () => void }) {
  const { t } = useTranslation();
  const localized = useLocalized();
  const { view } = usePlayground();
  const storage = lessonStorage();
  return (
    <>
      <p className="lesson-intro">{t('lessons.intro')}</p>
      <ol className="lesson-list" aria-label={t('lessons.list')}>
        {lessons.map((lesson, i) => {
          const { step, finished } = keptProgress(storage, lesson);
          const steps = lesson.steps.length;
          return (
            <li key={lesson.id}>
              <button
                type="button"
                data-lesson={lesson.id}
                onClick={() => {
                  onChosen();
                  view.set({ lesson: lesson.id });
                }}
              >
                <span className="lesson-number">
                  {t('lessons.number', { number: i + 1 })}
                  {finished ? (
                    <>
                      {' · '}
                      <IconCircleCheck size={14} aria-hidden="true" /> {t('lessons.finished')}
                    </>
                  ) : step > 0 ? (
                    ` · ${t('lessons.underWay', { step: step + 1, steps })}`
                  ) : null}
                </span>
                <span className="lesson-title">{localized(lesson.text.title)}</span>
                <span>{localized(lesson.text.about)}</span>
              </button>
            </li>
          );
        })}
      </ol>
    </>
  );
}
