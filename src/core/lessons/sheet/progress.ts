import { z } from 'zod';
import { reached, type Seen } from '../goals.ts';
import { kindOfGoal } from './goals/registry.ts';
import { canBeGiven, type Given, most, type Sheet } from './sheet.ts';

const stateSchema = z.enum(['open', 'done', 'skipped']);

const progressSchema = z.object({
  /** By place; what is missing is open. */
  steps: z.array(stateSchema).max(most.steps).default([]),
  answer: z
    .union([z.string().max(most.answer), z.number()])
    .nullable()
    .default(null),
  name: z.string().max(most.name).default(''),
  /** What the teacher left out is shown all the same. */
  everything: z.boolean().default(false),
  /** Whoever writes the sheet reads it in its editor, and the page is whole. */
  writing: z.boolean().default(false),
});

/** How far somebody has come with a sheet. */
export type SheetProgress = Readonly<z.infer<typeof progressSchema>>;
export type StepState = z.infer<typeof stateSchema>;

export const nothingDone: SheetProgress = progressSchema.parse({});

/** What was kept; nothing done where it cannot be read. Never throws. */
export const parseProgress = (kept: unknown): SheetProgress => progressSchema.safeParse(kept).data ?? nothingDone;

export const stateOf = ({ steps }: SheetProgress, place: number): StepState => steps[place] ?? 'open';

/** The first step that is neither done nor passed over: the one that the page looks for. As many as there are: none. */
export function openStep({ steps }: Sheet, progress: SheetProgress): number {
  const place = steps.findIndex((_, i) => stateOf(progress, i) === 'open');
  return place < 0 ? steps.length : place;
}

/** The same with another state of a step. */
export const withStep = (progress: SheetProgress, place: number, state: StepState): SheetProgress => ({
  ...progress,
  steps: Array.from({ length: Math.max(place + 1, progress.steps.length) }, (_, i) =>
    i === place ? state : stateOf(progress, i),
  ),
});

/** After a look at the page: a goal that is reached ends its step. Steps follow one another, as in a lesson. */
export function looked(sheet: Sheet, progress: SheetProgress, seen: Seen): SheetProgress {
  const place = openStep(sheet, progress);
  const step = sheet.steps[place];
  const wanted = step && kindOfGoal(step)?.read(step.goal);
  return wanted && reached(wanted.goal, seen) ? withStep(progress, place, 'done') : progress;
}

/** An answer stands: once given it is not taken back, because what is expected is read beside it. */
export const answered = (progress: SheetProgress, answer: Given): SheetProgress =>
  progress.answer === null && canBeGiven(answer) ? { ...progress, answer } : progress;

/** The places of the steps that were seen done. */
export const doneSteps = ({ steps }: Sheet, progress: SheetProgress): number[] =>
  steps.flatMap((_, place) => (stateOf(progress, place) === 'done' ? [place] : []));
