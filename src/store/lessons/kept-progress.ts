import type { Lesson } from '../../core/lessons/lesson.ts';
import { type Progress, parseProgress } from '../../core/lessons/progress.ts';
import { ownValue } from '../../core/util/own-value.ts';
import type { SmallStorage } from '../persistence/safe-storage.ts';

const key = 'mtl-playground.lessons';

/** What is kept, by the lesson's id; nothing where it cannot be read. */
function kept(storage: SmallStorage): Readonly<Record<string, unknown>> {
  try {
    return Object.fromEntries(Object.entries(Object(JSON.parse(storage.getItem(key) ?? '{}'))));
  } catch {
    return {};
  }
}

/** How far somebody has come in each lesson, in this browser. */
export const keptProgress = (storage: SmallStorage, lesson: Lesson): Progress =>
  parseProgress(lesson, ownValue(kept(storage), lesson.id));

/** Where the storage is full, it lasts as long as the page. */
export function keepProgress(storage: SmallStorage, { id }: Lesson, progress: Progress): void {
  try {
    storage.setItem(key, JSON.stringify({ ...kept(storage), [id]: progress }));
  } catch {
    // It is a convenience: nothing else is lost.
  }
}
