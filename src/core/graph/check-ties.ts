import { sameShape } from '../program/shapes.ts';
import type { Project } from '../project/schema.ts';
import { type Diagnostic, diagnostic } from '../util/diagnostics.ts';
import { nodeLabel } from './catalogue.ts';
import type { ParameterCount } from './shape-inference.ts';
import { topologyOf } from './topology.ts';

/** The names of the parameters that two nodes have in common: equal names and shapes. */
export const commonParameters = (a: readonly ParameterCount[], b: readonly ParameterCount[]): string[] =>
  a.flatMap(({ name, shape }) => (b.some((other) => other.name === name && sameShape(other.shape, shape)) ? [name] : []));

/** Soft sharing that does nothing, because its layers have no weights of equal shape (any more). `where` is `tie:ID`. */
export function idleTies(
  { graph, ties, tasks }: Project,
  parameters: ReadonlyMap<string, readonly ParameterCount[]>,
): Diagnostic[] {
  const { nodes } = topologyOf(graph);
  return ties.flatMap(({ id, a, b }) => {
    const [left, right] = [nodes.get(a), nodes.get(b)];
    if (!left || !right || commonParameters(parameters.get(a) ?? [], parameters.get(b) ?? []).length > 0) return [];
    return [diagnostic('tie.idle', { a: nodeLabel(left, { graph, tasks }), b: nodeLabel(right, { graph, tasks }) }, `tie:${id}`)];
  });
}
