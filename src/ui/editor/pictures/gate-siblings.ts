import type { GraphAnalysis } from '../../../core/graph/analyze.ts';
import { topologyOf } from '../../../core/graph/topology.ts';
import type { Project } from '../../../core/project/schema.ts';

/** A gate, and the tasks that it serves. */
export interface Gate {
  readonly node: string;
  readonly tasks: readonly string[];
}

/**
 * The gates that choose among the very layers that this one chooses among, in the order of the tasks, itself among them: each mixes the same
 * experts for other tasks. Empty where there is no other.
 */
export function gatesBeside(project: Project, analysis: GraphAnalysis | null, id: string): readonly Gate[] {
  const { incoming } = topologyOf(project.graph);
  const waysOf = (node: string): string =>
    (incoming.get(node) ?? []).flatMap(({ port, source }) => (port === 'gate' ? [] : [source])).join(' ');
  const gates = project.graph.nodes.flatMap((node): Gate[] => {
    const found = analysis?.nodes.get(node.id);
    return found?.picture?.kind === 'gates' && waysOf(node.id) === waysOf(id) ? [{ node: node.id, tasks: found.tasks }] : [];
  });
  const order = project.tasks.map((task) => task.id);
  const first = ({ tasks }: Gate): number => order.indexOf(tasks[0] ?? '');
  return gates.length > 1 ? gates.toSorted((a, b) => first(a) - first(b)) : [];
}
