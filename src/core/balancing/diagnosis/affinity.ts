import { at } from '../../util/assert-never.ts';
import type { TaskMatrix } from './similarity.ts';

/**
 * Task affinity Z_ij ≈ η·K_ij / L_j [T, T], row-major: by which share a plain step of rate η along the gradient of task i alone lowers the loss
 * of task j, to first order (Fifty et al., «TAG», NeurIPS 2021, equation 1). NaN where a loss is not above 0.
 */
export const firstOrderAffinity = (gramian: TaskMatrix, losses: ArrayLike<number>, rate: number): Float64Array =>
  Float64Array.from({ length: losses.length ** 2 }, (_, k) => {
    const loss = at(losses, k % losses.length);
    return loss > 0 ? (rate * at(gramian, k)) / loss : Number.NaN;
  });

/** 1 − L_j(after a step of task i alone) / L_j [T, T]: the affinity itself. `after` [T, T]: row i holds the losses after task i's step. */
export const affinityOf = (losses: ArrayLike<number>, after: TaskMatrix): Float64Array =>
  Float64Array.from({ length: losses.length ** 2 }, (_, k) => {
    const loss = at(losses, k % losses.length);
    return loss > 0 ? 1 - at(after, k) / loss : Number.NaN;
  });

/** Above this the number of groupings is too large to try them all. */
export const mostGrouped = 8;

/** Every way to part 0 … n − 1 into groups, each group and the groups in ascending order. */
function* partitions(n: number): Generator<readonly (readonly number[])[]> {
  if (n === 0) {
    yield [];
    return;
  }
  for (const groups of partitions(n - 1)) {
    for (let k = 0; k < groups.length; k++) yield groups.map((group, i) => (i === k ? [...group, n - 1] : group));
    yield [...groups, [n - 1]];
  }
}

/** What the tasks of a group gain from one another: the mean over j of the mean affinity of the others onto j; alone: 0. */
function gainOf(affinity: TaskMatrix, tasks: number, group: readonly number[]): number {
  if (group.length < 2) return 0;
  const onto = group.map(
    (j) => group.reduce((sum, i) => (i === j ? sum : sum + at(affinity, i * tasks + j)), 0) / (group.length - 1),
  );
  return onto.reduce((sum, value) => sum + value, 0);
}

/**
 * The tasks in the groups that help one another most: of all ways to part them (into `count` groups, where that is given), the one with the
 * highest mean over tasks of the mean affinity onto each from the others of its group, 0 for a task alone. Exhaustive, hence for
 * `mostGrouped` tasks at the most; null for more, and where an affinity is not known. Of equals, the one with fewer groups.
 */
export function suggestedGroups(affinity: TaskMatrix, tasks: number, count?: number): readonly (readonly number[])[] | null {
  if (tasks > mostGrouped) return null;
  for (let k = 0; k < tasks * tasks; k++) if (k % (tasks + 1) !== 0 && !Number.isFinite(at(affinity, k))) return null;
  let best: { groups: readonly (readonly number[])[]; gain: number } | null = null;
  for (const groups of partitions(tasks)) {
    if (count !== undefined && groups.length !== count) continue;
    const gain = groups.reduce((sum, group) => sum + gainOf(affinity, tasks, group), 0);
    if (!best || gain > best.gain || (gain === best.gain && groups.length < best.groups.length)) best = { groups, gain };
  }
  return best?.groups ?? null;
}
