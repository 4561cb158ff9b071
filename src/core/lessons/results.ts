import type { SeedRun } from '../presets/claims/runs.ts';
import { type Compared, summariseClaims } from '../presets/claims/summary.ts';
import { presets } from '../presets/registry.ts';
import type { Lesson } from './lesson.ts';
import measured from './results.json';

/** By the lesson's id, in the order of its claims; null where one was not measured on every seed. */
type LessonResults = Readonly<Record<string, readonly (Compared | null)[]>>;

/** What `npm run claims` measured. */
export const lessonResults: LessonResults = measured;

/** What the runs give for the claims of the lessons. */
export const summariseLessons = (lessons: readonly Lesson[], runs: readonly SeedRun[]): LessonResults =>
  Object.fromEntries(lessons.map(({ id, claims }) => [id, summariseClaims(presets, claims, runs)]));
