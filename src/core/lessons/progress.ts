import { ownValue } from '../util/own-value.ts';
import { measuredIn, reached, type Seen } from './goals.ts';
import type { Ask, Lesson, Step } from './lesson.ts';

/** How far somebody has come in a lesson. */
export interface Progress {
  /** The step that is shown; as many as there are: the end. */
  readonly step: number;
  /** Its goal was reached: that holds whatever becomes of it afterwards. */
  readonly done: boolean;
  /** By question, the answers' places. */
  readonly answers: Readonly<Record<string, number>>;
  /** By note, what the visitor's own runs gave. */
  readonly notes: Readonly<Record<string, number>>;
  /** The end was seen once. */
  readonly finished: boolean;
}

export const nothingDone: Progress = { step: 0, done: false, answers: {}, notes: {}, finished: false };

const asked = (step: Step | undefined, answers: Progress['answers']): boolean =>
  step?.type === 'ask' && !Object.hasOwn(answers, step.id);

/** Whether the step that is shown is over: done, answered, or read. */
export function isOver({ steps }: Lesson, { step, done, answers }: Progress): boolean {
  const shown = steps[step];
  return shown?.type === 'act' ? done : !asked(shown, answers);
}

/** After a look at the page: a goal that is reached ends its step, and what is to be noted then is noted. */
export function looked(lesson: Lesson, progress: Progress, seen: Seen): Progress {
  const shown = lesson.steps[progress.step];
  if (shown?.type !== 'act' || progress.done || !reached(shown.goal, seen)) return progress;
  const notes = (shown.notes ?? []).flatMap(({ id, task, metric }): (readonly [string, number])[] => {
    const value = measuredIn(seen.run.validation, task, metric);
    return value === null ? [] : [[id, value]];
  });
  return { ...progress, done: true, notes: { ...progress.notes, ...Object.fromEntries(notes) } };
}

/** A prediction stands: once given it is not taken back. */
export const answered = (progress: Progress, { id, answers }: Ask, answer: number): Progress =>
  Object.hasOwn(progress.answers, id) || !answers[answer]
    ? progress
    : { ...progress, answers: { ...progress.answers, [id]: answer } };

/** The next step. What is asked must be answered before; what is to be done may be passed over. */
export function forward(lesson: Lesson, progress: Progress): Progress {
  const { steps } = lesson;
  if (progress.step >= steps.length || asked(steps[progress.step], progress.answers)) return progress;
  const step = progress.step + 1;
  return { ...progress, step, done: false, finished: progress.finished || step === steps.length };
}

/** The step before; what was done there is done. */
export const backward = (progress: Progress): Progress =>
  progress.step === 0 ? progress : { ...progress, step: progress.step - 1, done: true };

/** From the beginning; that it was finished once is not forgotten. */
export const again = ({ finished }: Progress): Progress => ({ ...nothingDone, finished });

const numbers = (value: unknown): Record<string, number> =>
  Object.fromEntries(
    Object.entries(Object(value)).filter(
      (entry): entry is [string, number] => typeof entry[1] === 'number' && Number.isFinite(entry[1]),
    ),
  );

/** What was kept of a lesson, as far as it fits the lesson of today. Never throws. */
export function parseProgress({ steps }: Lesson, value: unknown): Progress {
  const { step, done, answers, notes, finished } = Object.fromEntries(Object.entries(Object(value)));
  const known = numbers(answers);
  const kept = steps.flatMap((one): (readonly [string, number])[] => {
    const answer = ownValue(known, one.id);
    return one.type === 'ask' && answer !== undefined && one.answers[answer] ? [[one.id, answer]] : [];
  });
  const progress = { ...nothingDone, answers: Object.fromEntries(kept), notes: numbers(notes), finished: finished === true };
  const place = typeof step === 'number' && Number.isInteger(step) ? Math.min(Math.max(0, step), steps.length) : 0;
  // No result before its prediction.
  const open = steps.findIndex((one, i) => i < place && asked(one, progress.answers));
  return open < 0 ? { ...progress, step: place, done: done === true } : { ...progress, step: open };
}
