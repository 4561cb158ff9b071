import type { Task } from '../project/schema.ts';

/**
 * How much of Σ λᵢ Lᵢ one task's λ L is, from 0 to 1, over the tasks that are switched on and whose loss is known; null where it is not, or where
 * nothing is left of the sum.
 */
export function lossShare(
  tasks: readonly Pick<Task, 'id' | 'enabled' | 'weight'>[],
  lossOf: (task: string) => number | null,
  of: string,
): number | null {
  let [own, sum]: [number | null, number] = [null, 0];
  for (const { id, enabled, weight } of tasks) {
    const loss = enabled ? lossOf(id) : null;
    if (loss === null || !Number.isFinite(loss)) continue;
    const part = weight * Math.abs(loss);
    sum += part;
    if (id === of) own = part;
  }
  return own === null || sum === 0 ? null : own / sum;
}
