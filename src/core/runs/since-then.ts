import type { TaskEvaluation } from './protocol.ts';
import type { Recorded, ValidationPoint } from './recorded.ts';

/** How the tasks did on the validation split before something changed, and how they do now. */
export interface SinceThen {
  /** After this step another network, or another stage of the training, began. */
  readonly changedAt: number;
  readonly before: ValidationPoint;
  readonly now: ValidationPoint;
  /** The tasks that were judged both times. */
  readonly tasks: Readonly<Record<string, { readonly before: TaskEvaluation; readonly now: TaskEvaluation }>>;
}

/** When what trains became another for the last time, as far as something was trained before; null where it never did. */
function lastChange({ markers, appliedAt }: Recorded): number | null {
  const stage = markers.toArray().reduce((last, { kind, step }) => (kind === 'stage' ? Math.max(last, step) : last), 0);
  const last = Math.max(appliedAt, stage);
  return last > 0 ? last : null;
}

/**
 * What became of the tasks since a task joined, or a stage began: the last measurement before it beside the last of all. null where nothing
 * changed, or it was not measured on both sides.
 */
export function sinceThen(recorded: Recorded): SinceThen | null {
  const changedAt = lastChange(recorded);
  if (changedAt === null) return null;
  const points = recorded.validation.toArray();
  const before = points.findLast(({ step }) => step <= changedAt);
  const now = points.at(-1);
  if (!before || !now || now.step <= changedAt) return null;
  const known = new Map(Object.entries(now.tasks));
  const tasks = Object.entries(before.tasks).flatMap(([id, was]) => {
    const is = known.get(id);
    return is ? [[id, { before: was, now: is }] as const] : [];
  });
  return { changedAt, before, now, tasks: Object.fromEntries(tasks) };
}
