import type { WeightGroup } from '../types.ts';
import type { Gradients } from './stacks.ts';
import { isShared } from './stacks.ts';

/** A group, and which gradients are in it. */
export interface GradientGroup extends WeightGroup {
  readonly members: ReadonlySet<number>;
}

const ascending = (tasks: Iterable<number>): number[] => [...new Set(tasks)].sort((a, b) => a - b);

/**
 * Gradients of several tasks, grouped: by node, by the set of tasks that share, by both, or all together; in the order of the first of each. With `perSet` those
 * have a say whose gradients there are, else all tasks. At least one, which is empty where nothing is shared.
 */
export function groupsOf(
  gradients: Gradients,
  nodes: readonly string[],
  taskCount: number,
  { perNode, perSet }: { readonly perNode: boolean; readonly perSet: boolean },
): readonly GradientGroup[] {
  const found = new Map<string, { sharing: number[]; members: Set<number> }>();
  gradients.forEach((gradient, index) => {
    if (!gradient || !isShared(gradient)) return;
    const sharing = ascending(gradient.tasks);
    const key = JSON.stringify([perNode && nodes[index], perSet && sharing]);
    const known = found.get(key) ?? { sharing: [], members: new Set<number>() };
    found.set(key, { sharing: ascending([...known.sharing, ...sharing]), members: known.members.add(index) });
  });
  const all = Array.from({ length: taskCount }, (_, task) => task);
  const groups = [...found.values()].map((group) => ({ ...group, tasks: perSet ? group.sharing : all }));
  return groups.length > 0 ? groups : [{ tasks: all, sharing: [], members: new Set() }];
}
