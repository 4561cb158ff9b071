import { z } from 'zod';
import { newId } from '../project/ids.ts';
import { edgeSchema, headKind, nodeSchema, type Position, type Project } from '../project/schema.ts';
import { upgradeNodes } from '../project/upgrade.ts';
import { Budget, linkLimits } from '../util/budget.ts';
import { readJson } from '../util/read-json.ts';
import { headTask } from './catalogue.ts';
import { withGraph } from './edits.ts';
import { headOf } from './serving.ts';

/** Nodes with the edges among them, as they travel through the clipboard. */
const fragmentSchema = z.object({
  format: z.literal('mtl-playground/fragment'),
  nodes: z.preprocess(upgradeNodes, z.array(nodeSchema)),
  edges: z.array(edgeSchema),
});
export type Fragment = z.infer<typeof fragmentSchema>;

export function copyFragment({ graph }: Project, nodeIds: Iterable<string>): Fragment {
  const chosen = new Set(nodeIds);
  return {
    format: 'mtl-playground/fragment',
    nodes: graph.nodes.filter((node) => chosen.has(node.id)),
    edges: graph.edges.filter((edge) => chosen.has(edge.source) && chosen.has(edge.target)),
  };
}

/**
 * Adds a copy of the fragment under fresh ids, moved by `offset`, with its inner edges. A head comes along only where its task exists
 * and has none (after a cut): a task has one head. The new nodes are `addedNodes(before, after)`.
 */
export function pasteFragment(project: Project, fragment: Fragment, offset: Position): Project {
  const { graph, tasks } = project;
  const welcome = fragment.nodes.filter(
    (node) =>
      node.kind !== headKind || (tasks.some(({ id }) => id === headTask(node)) && headOf(graph, headTask(node)) === undefined),
  );
  if (welcome.length === 0) return project;
  const taken = new Set(graph.nodes.map((node) => node.id));
  const fresh = new Map<string, string>();
  const nodes = welcome.map((node) => {
    const id = newId(node.id, taken);
    taken.add(id);
    fresh.set(node.id, id);
    return { ...node, id, position: { x: node.position.x + offset.x, y: node.position.y + offset.y } };
  });
  const takenEdges = new Set(graph.edges.map((edge) => edge.id));
  const edges = fragment.edges.flatMap((edge) => {
    const source = fresh.get(edge.source);
    const target = fresh.get(edge.target);
    if (source === undefined || target === undefined) return [];
    const id = newId(edge.id, takenEdges);
    takenEdges.add(id);
    return [{ ...edge, id, source, target }];
  });
  return withGraph(project, { nodes: [...graph.nodes, ...nodes], edges: [...graph.edges, ...edges] });
}

export const duplicateNodes = (project: Project, nodeIds: Iterable<string>, offset: Position): Project =>
  pasteFragment(project, copyFragment(project, nodeIds), offset);

export const serializeFragment = (fragment: Fragment): string => JSON.stringify(fragment);

/** The fragment in a text from the clipboard; null where the text is something else. */
export function parseFragment(text: string): Fragment | null {
  try {
    const parsed = fragmentSchema.safeParse(readJson(text, new Budget(linkLimits, 'file')));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
