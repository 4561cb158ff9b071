/** Of the way to the goal: the parts at whose ends something is said. */
const parts = 4;

/**
 * Which milestone of a run its epoch has reached: 1 … 4 for the quarters of the way to its goal, 0 before the first. A goal of few epochs has as
 * many as epochs.
 */
export function milestoneAt(epoch: number, goal: number): number {
  const steps = Math.max(1, Math.min(parts, goal));
  return Math.min(steps, Math.floor((epoch * steps) / Math.max(1, goal)));
}
