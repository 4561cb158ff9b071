import { Button } from '@mantine/core';
import type { Lesson } from '../../core/lessons/lesson.ts';
import { lessons } from '../../core/lessons/registry.ts';
import { presets } from '../../core/presets/registry.ts';
import { usePlayground } from '../../store/react.tsx';
import { useLocalized } from '../common/use-localized.ts';
import { useTranslation } from '../common/use-translation.ts';

/** What is left of a lesson: a sentence, the papers, and where to go from here. */
export function EndView({
  lesson,
  onAgain,
  onLeave,
}: {
  readonly lesson: Lesson;
  readonly onAgain: () => void;
  readonly onLeave: () => void;
}) {
  const { t } = useTranslation();
  const localized = useLocalized();
  const { actions, view } = usePlayground();
  const next = lessons[lessons.indexOf(lesson) + 1];
  return (
    <>
      <h3>{t('lessons.remember')}</h3>
      <p className="lesson-remember">{localized(lesson.text.remember)}</p>
      <h3>{t('lessons.next')}</h3>
      <p>{localized(lesson.text.next)}</p>
      <div className="lesson-ways">
        {next ? (
          <Button size="xs" onClick={() => view.set({ lesson: next.id })}>
            {t('lessons.nextLesson', { title: localized(next.text.title) })}
          </Button>
        ) : null}
        {lesson.examples.map((id) => (
          <Button
            key={id}
            size="xs"
            variant="default"
            onClick={() => {
              onLeave();
              void actions.openPreset(id);
            }}
          >
            {localized(presets.find((preset) => preset.id === id)?.text.title ?? { en: id, 'zh-CN': id })}
          </Button>
        ))}
        <Button size="xs" variant="subtle" onClick={onAgain}>
          {t('lessons.again')}
        </Button>
      </div>
      <h3>{t('lessons.papers')}</h3>
      <ul className="lesson-papers">
        {lesson.papers.map(({ authors, title, venue, year }) => (
          <li key={title} lang="en">
            {authors}: {title}, {venue} {year}
          </li>
        ))}
      </ul>
    </>
  );
}
