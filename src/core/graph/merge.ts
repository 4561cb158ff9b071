import { type GraphNode, headKind, type Project } from '../project/schema.ts';
import { at } from '../util/assert-never.ts';
import { type Diagnostic, diagnostic, ok, type Result, refused } from '../util/diagnostics.ts';
import { catalogue as builtIn, type Catalogue, nodeLabel } from './catalogue.ts';
import { withGraph } from './edits.ts';
import { nameSeparator } from './split.ts';
import { topologyOf } from './topology.ts';
import { effectiveParams, valueNumbers } from './value-numbers.ts';

/** The other nodes that a node can be merged with: equal kind and parameters, and the same inputs or inputs that can be merged. */
export function duplicatesOf(project: Project, nodeId: string, catalogue: Catalogue = builtIn): string[] {
  const numbers = valueNumbers(project, catalogue);
  const own = numbers.get(nodeId);
  return own === undefined ? [] : [...numbers].filter(([id, number]) => id !== nodeId && number === own).map(([id]) => id);
}

/**
 * *Merge*: nodes of equal kind, parameters and inputs become one, which feeds everything that they fed. Inputs that are themselves
 * alike (see `valueNumbers`) are merged along: the reverse of `splitPerTask`, which splits what follows. One node alone is merged with all
 * its duplicates; of a larger selection, those that are alike are merged, and every node must be like another one.
 *
 * The first of each group in the document keeps its id, edges and parameters, and moves to the middle of the group.
 *
 * Refuses `graph.mergeHead`, `graph.mergeAlone`, `graph.mergeKinds`, `graph.mergeParameters`, `graph.mergeInputs`.
 */
export function mergeNodes(project: Project, nodeIds: readonly string[], catalogue: Catalogue = builtIn): Result<Project> {
  const { graph } = project;
  const [only] = nodeIds;
  const selected = new Set(
    nodeIds.length === 1 && only !== undefined ? [only, ...duplicatesOf(project, only, catalogue)] : nodeIds,
  );
  const chosen = graph.nodes.filter((node) => selected.has(node.id));
  const missing = [...selected].find((id) => !chosen.some((node) => node.id === id));
  if (missing !== undefined || chosen.length === 0) return refused(diagnostic('graph.noSuchNode', { id: missing ?? '' }));
  const head = chosen.find((node) => node.kind === headKind);
  if (head) return refused(diagnostic('graph.mergeHead', { node: nodeLabel(head, project) }, `node:${head.id}`));

  const numbers = valueNumbers(project, catalogue);
  const groups = groupBy(chosen, (node) => numbers.get(node.id));
  for (const group of groups.values()) {
    const loner = at(group, 0);
    if (group.length === 1 || numbers.get(loner.id) === undefined) return refused(whyAlone(project, loner, chosen, catalogue));
  }
  const kept = new Map(graph.nodes.map((node) => [node.id, node.id]));
  for (const group of groups.values()) for (const twin of group.slice(1)) unify(project, kept, at(group, 0).id, twin.id);
  return ok(contracted(project, kept));
}

function groupBy<T, K>(items: readonly T[], keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}

/** What keeps a node from being merged with the others that were chosen: the first difference to the one most like it. */
function whyAlone(project: Project, node: GraphNode, chosen: readonly GraphNode[], catalogue: Catalogue): Diagnostic {
  const where = `node:${node.id}`;
  const others = chosen.filter((other) => other !== node);
  const other = others.find(({ kind }) => kind === node.kind) ?? others[0];
  if (!other) return diagnostic('graph.mergeAlone', { node: nodeLabel(node, project) }, where);
  const [a, b] = chosen.indexOf(other) < chosen.indexOf(node) ? [other, node] : [node, other];
  const values = { a: nodeLabel(a, project), b: nodeLabel(b, project) };
  if (other.kind !== node.kind) return diagnostic('graph.mergeKinds', values, where);
  const [mine, theirs] = [effectiveParams(node, catalogue), effectiveParams(other, catalogue)];
  const differing = [...new Set([...mine.keys(), ...theirs.keys()])].filter((name) => mine.get(name) !== theirs.get(name));
  return differing.length > 0
    ? diagnostic('graph.mergeParameters', { ...values, parameters: differing.join(', ') }, where)
    : diagnostic('graph.mergeInputs', values, where);
}

function keptBy(kept: ReadonlyMap<string, string>, id: string): string {
  const parent = kept.get(id) ?? id;
  return parent === id ? id : keptBy(kept, parent);
}

/** Joins two nodes that are alike, and before that what they read, pair by pair (union-find; the first in the document stays). */
function unify(project: Project, kept: Map<string, string>, a: string, b: string): void {
  const [left, right] = [keptBy(kept, a), keptBy(kept, b)];
  if (left === right) return;
  const { nodes, incoming } = topologyOf(project.graph);
  const reads = incoming.get(right) ?? [];
  (incoming.get(left) ?? []).forEach((edge, index) => {
    unify(project, kept, edge.source, at(reads, index).source);
  });
  const first = [...nodes.keys()].find((id) => id === left || id === right);
  if (first === left) kept.set(right, left);
  else kept.set(left, right);
}

function contracted(project: Project, kept: ReadonlyMap<string, string>): Project {
  const { nodes, edges } = project.graph;
  const groups = groupBy(nodes, (node) => keptBy(kept, node.id));
  return withGraph(project, {
    nodes: nodes.flatMap((node) => {
      const group = groups.get(node.id);
      if (!group) return [];
      return group.length === 1 ? [node] : [{ ...node, name: commonName(group), position: middle(group) }];
    }),
    edges: edges
      .filter((edge) => keptBy(kept, edge.target) === edge.target)
      .map((edge) => {
        const source = keptBy(kept, edge.source);
        return source === edge.source ? edge : { ...edge, source };
      }),
  });
}

const middle = (group: readonly GraphNode[]): GraphNode['position'] => ({
  x: group.reduce((sum, { position }) => sum + position.x, 0) / group.length,
  y: group.reduce((sum, { position }) => sum + position.y, 0) / group.length,
});

/** The name that they had before a split, where they have one; otherwise the first one's. */
function commonName(group: readonly GraphNode[]): string {
  const stems = group.map(({ name }) => name.split(nameSeparator)[0] ?? '');
  return stems.every((stem) => stem === stems[0]) ? at(stems, 0) : at(group, 0).name;
}
