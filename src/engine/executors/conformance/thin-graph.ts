import { analyzeGraph } from '../../../core/graph/analyze.ts';
import { type GraphNode, headKind, type Project } from '../../../core/project/schema.ts';
import type { DataSignature } from '../../../core/project/signature.ts';

/** Parameters that say how wide a layer is. */
const widths = new Set(['units', 'filters', 'headSize', 'hidden']);
/** The narrowest that a layer becomes: of fewer relus than this all are soon dead. */
const narrowest = 5;
/** With one token left there is nothing to attend to, and the loss turns chaotic. */
const fewestTokens = 4;
const divisors = [8, 4, 2] as const;

const changed = (project: Project, change: (node: GraphNode) => GraphNode): Project => ({
  ...project,
  graph: { ...project.graph, nodes: project.graph.nodes.map(change) },
});

const withParams = (node: GraphNode, change: (name: string, value: unknown) => unknown): GraphNode => ({
  ...node,
  params: Object.fromEntries(Object.entries(node.params).map(([name, value]) => [name, change(name, value)])),
});

/** The document with 1/`factor` as many tokens wherever an image's places become some. */
export const fewerTokens = (project: Project, factor: number): Project =>
  changed(project, (node) =>
    withParams(node, (_, value) => {
      if (node.kind !== 'reshape' || !Array.isArray(value)) return value;
      const [tokens, ...rest]: unknown[] = value;
      return typeof tokens === 'number' && rest.length === 1 && tokens % factor === 0 && tokens / factor >= fewestTokens
        ? [tokens / factor, ...rest]
        : value;
    }),
  );

/** New sizes by the old ones, of which those that are not named stay. */
type Sizes = ReadonlyMap<unknown, number>;

/** Widths, and extents that layers of kind `reshape` count them by. */
const resized = (node: GraphNode, sizes: Sizes): GraphNode =>
  withParams(node, (name, value) => {
    if (widths.has(name)) return sizes.get(value) ?? value;
    if (node.kind !== 'reshape' || !Array.isArray(value)) return value;
    return value.map((extent: unknown) => sizes.get(extent) ?? extent);
  });

/**
 * The document with narrower layers: each width that occurs is divided, wherever it occurs and all at once, by the largest of 8, 4 and 2
 * with which nothing more is wrong or noteworthy than before. What is wired, tied, added up or masked stays so.
 */
export function narrowed(project: Project, signature: DataSignature): Project {
  const { nodes, edges } = project.graph;
  const heads = new Set(nodes.filter(({ kind }) => kind === headKind).map(({ id }) => id));
  // A layer that a head reads is as wide as its task wants it.
  const fixed = new Set(edges.filter(({ target }) => heads.has(target)).map(({ source }) => source));
  const version = (sizes: Sizes): Project => changed(project, (node) => (fixed.has(node.id) ? node : resized(node, sizes)));
  const before = analyzeGraph(project, signature).diagnostics.length;
  const fits = (sizes: Sizes): boolean => {
    const { diagnostics, trainable } = analyzeGraph(version(sizes), signature);
    return trainable && diagnostics.length <= before;
  };
  const found = nodes.filter(({ id }) => !fixed.has(id)).flatMap(({ params }) => [...widths].map((name) => params[name]));
  let sizes: Sizes = new Map();
  for (const value of new Set(found.filter((width) => typeof width === 'number'))) {
    const versions = divisors
      .map((divisor) => Math.round(value / divisor))
      .filter((width) => width >= narrowest)
      .map((width): Sizes => new Map([...sizes, [value, width]]));
    sizes = versions.find(fits) ?? sizes;
  }
  return version(sizes);
}
