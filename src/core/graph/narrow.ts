import { type GraphNode, headKind, type Project } from '../project/schema.ts';
import type { DataSignature } from '../project/signature.ts';
import { analyzeGraph } from './analyze.ts';

/** Parameters of layers that say how wide they are. */
const widths: ReadonlySet<string> = new Set(['units', 'filters', 'headSize', 'hidden']);

/** How many numbers are trained for the enabled tasks. */
export const parametersOf = (project: Project, signature: DataSignature): number =>
  [...analyzeGraph(project, signature).nodes.values()].reduce(
    (sum, { tasks, parameterCount }) => sum + (tasks.length > 0 ? parameterCount : 0),
    0,
  );

/** The document with every layer `factor` times as wide, at least 1, but those that heads read: tasks want these as they are. */
export function scaledBy(project: Project, factor: number): Project {
  const { nodes, edges } = project.graph;
  const heads = new Set(nodes.filter(({ kind }) => kind === headKind).map(({ id }) => id));
  const fixed = new Set(edges.filter(({ target }) => heads.has(target)).map(({ source }) => source));
  const narrower = (node: GraphNode): GraphNode => ({
    ...node,
    params: Object.fromEntries(
      Object.entries(node.params).map(([name, value]) => [
        name,
        widths.has(name) && typeof value === 'number' ? Math.max(1, Math.round(value * factor)) : value,
      ]),
    ),
  });
  return { ...project, graph: { ...project.graph, nodes: nodes.map((node) => (fixed.has(node.id) ? node : narrower(node))) } };
}

/** Factors that are tried, from the widest: 1/64 apart. */
const steps = 64;

/**
 * The widest version of a document, all layers narrowed by one factor, that can be trained and costs at most `most` by `cost`; null where even
 * the narrowest costs more.
 */
export function narrowedTo(
  project: Project,
  signature: DataSignature,
  most: number,
  cost: (narrower: Project) => number = (narrower) => parametersOf(narrower, signature),
): Project | null {
  for (let step = steps; step > 0; step--) {
    const narrower = step === steps ? project : scaledBy(project, step / steps);
    if (cost(narrower) <= most && analyzeGraph(narrower, signature).trainable) return narrower;
  }
  return null;
}
