import { signatureOf } from '../data/registry.ts';
import { analyzeGraph } from '../graph/analyze.ts';
import { picturedIn } from '../graph/place.ts';
import { layerKind } from '../layers/layer-kinds.ts';
import { defaults } from '../project/defaults.ts';
import type { GraphEdge, GraphNode, Project, Task } from '../project/schema.ts';
import { invariant } from '../util/assert-never.ts';
import { arranged } from './arrange.ts';
import { head, input, sketch, wires } from './sketch.ts';

/** A layer whose place follows from its wires, with the parameters that differ from its kind's defaults. */
export function step(id: string, kind: string, params: Record<string, unknown> = {}): GraphNode {
  const known = layerKind(kind);
  invariant(known, `${kind} is a layer kind`);
  return defaults.node({ id, kind, params: { ...known.schema.parse(params) } });
}

export const relu = (units: number) => ({ units, activation: 'relu' });

/** A document whose nodes are placed, with room for the live pictures of those that have one. */
function withRoom(document: Project): Project {
  const { nodes, edges } = document.graph;
  const signature = signatureOf(document);
  const pictured = picturedIn(signature.ok ? analyzeGraph(document, signature.value) : null);
  const shown = new Set(nodes.filter(pictured).map(({ id }) => id));
  return { ...document, graph: { nodes: arranged(nodes, edges, shown), edges } };
}

/** A document out of its inputs, layers and wires: a task's head reads the node `TASK-out`, and everything finds its place by itself. */
export function compose(parts: {
  readonly name: string;
  readonly data: { readonly dataset: string; readonly options?: Record<string, unknown> };
  readonly tasks: readonly Task[];
  readonly inputs: readonly string[];
  readonly layers: readonly GraphNode[];
  /** Paths of nodes; `node:port` enters the node by that port. */
  readonly paths: readonly (readonly string[])[];
  /** Twin layers that are pulled towards one another. */
  readonly ties?: readonly { readonly a: string; readonly b: string; readonly weight: number }[];
  readonly training?: Partial<Project['training']>;
}): Project {
  const { name, data, tasks, inputs, layers, paths, ties = [], training = {} } = parts;
  const heads = tasks.map(({ id }) => [`${id}-out`, `${id}-head`]);
  const edges: readonly GraphEdge[] = wires(...paths, ...heads);
  const nodes = [...inputs.map((id) => input(id, 0, 0)), ...layers, ...tasks.map(({ id }) => head(id, 0, 0))];
  const document = withRoom(sketch({ name, data, tasks, nodes, edges, training }));
  return { ...document, ties: ties.map(({ a, b, weight }) => ({ id: `${a}--${b}`, a, b, weight })) };
}
