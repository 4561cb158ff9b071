import { isOver } from '../../core/lessons/progress.ts';
import { lessons } from '../../core/lessons/registry.ts';
import { type Diagnostic, diagnostic } from '../../core/util/diagnostics.ts';
import { keptProgress } from '../../store/lessons/kept-progress.ts';
import { safeStorage } from '../../store/persistence/safe-storage.ts';
import type { Playground } from '../../store/playground.ts';
import { shownValue } from '../../store/shown-value.ts';

export interface LessonEntry {
  id: string;
  title: string;
  /** How many of `steps` were gone through in this browser, and whether what the present one asks for is done. */
  step: number;
  steps: number;
  done: boolean;
  /** It was gone through to its end, at any time. */
  finished: boolean;
  /** It is the one that is played. */
  playing: boolean;
}

const storage = safeStorage(() => localStorage);

export function lessonEntries({ view }: Playground): LessonEntry[] {
  const { lesson: played } = view.getState();
  return lessons.map((lesson) => {
    const progress = keptProgress(storage, lesson);
    const { step, finished } = progress;
    const { id, steps, text } = lesson;
    return {
      id,
      title: text.title.en,
      step,
      steps: steps.length,
      done: isOver(lesson, progress),
      finished,
      playing: id === played,
    };
  });
}

/** Plays a lesson from where it was left, or (null) ends the one that is played; comes back with what is wrong with the id. */
export function playLesson({ view }: Playground, id: unknown): Diagnostic[] {
  const known = lessons.map((lesson) => lesson.id);
  const wanted = id === null ? null : known.find((one) => one === id);
  if (wanted === undefined) {
    return [diagnostic('page.badArgument', { name: 'lesson', value: shownValue(id), known: known.join(', ') }, 'page')];
  }
  view.set({ lesson: wanted });
  return [];
}
