import { downstream } from '../graph/topology.ts';
import { type Gradients, isShared } from '../program/task-gradients/stacks.ts';
import type { Graph } from '../project/schema.ts';

/**
 * Of task gradients those of the last layers that tasks share: no other layer that serves as many tasks, the most of all, stands behind them. `nodes` says
 * whose each gradient is; the others are null.
 */
export function lastShared(gradients: Gradients, nodes: readonly string[], graph: Graph): Gradients {
  const most = Math.max(2, ...gradients.map((gradient) => gradient?.tasks.length ?? 0));
  const widest = new Set(nodes.filter((_, i) => gradients[i]?.tasks.length === most));
  const last = new Set(
    [...widest].filter((node) => {
      const behind = downstream(graph, [node]);
      return ![...widest].some((other) => other !== node && behind.has(other));
    }),
  );
  return gradients.map((gradient, i) =>
    gradient && isShared(gradient) && gradient.tasks.length === most && last.has(nodes[i] ?? '') ? gradient : null,
  );
}
