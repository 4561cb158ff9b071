import { layerKind } from '../layers/layer-kinds.ts';
import { defaults } from '../project/defaults.ts';
import { type GraphEdge, type GraphNode, headKind, inputKind, type Project, type Task } from '../project/schema.ts';
import { type TaskKindId, taskKinds } from '../tasks/registry.ts';
import { at, invariant } from '../util/assert-never.ts';

/** Left to right, in steps that leave room for a node's card and for the shape on its edges. */
const columnWidth = 200;
const rowHeight = 104;

export const place = (column: number, row: number): GraphNode['position'] => ({ x: column * columnWidth, y: row * rowHeight });

export const input = (id: string, column: number, row: number): GraphNode =>
  defaults.node({ id, kind: inputKind, params: { input: id }, position: place(column, row) });

/** The output node of the task of the same id. */
export const head = (task: string, column: number, row: number): GraphNode =>
  defaults.node({ id: `${task}-head`, kind: headKind, params: { task }, position: place(column, row) });

/** A layer with the parameters that differ from its kind's defaults. */
export function layer(kind: string, id: string, column: number, row: number, params: Record<string, unknown> = {}): GraphNode {
  const known = layerKind(kind);
  invariant(known, `${kind} is a layer kind`);
  return defaults.node({ id, kind, params: { ...known.schema.parse(params) }, position: place(column, row) });
}

/** A task on the target of the same id, with its kind's usual loss. */
export const task = (id: string, kind: TaskKindId, name: string): Task =>
  defaults.task({ id, name, target: id, kind, loss: at(taskKinds[kind].losses, 0).id });

/** Edges along paths of nodes; a step that several paths share is drawn once. `node:port` enters the node by that port. */
export function wires(...paths: readonly (readonly string[])[]): GraphEdge[] {
  const edges = new Map<string, GraphEdge>();
  for (const path of paths) {
    path.slice(1).forEach((target, i) => {
      const [source = ''] = at(path, i).split(':');
      const [into = '', port = 'in'] = target.split(':');
      const id = `${source}--${target.replace(':', '-')}`;
      edges.set(id, defaults.edge({ id, source, target: into, port }));
    });
  }
  return [...edges.values()];
}

/** A document out of its parts, with the usual settings where none are given. */
export function sketch(parts: {
  readonly name: string;
  readonly data: { readonly dataset: string; readonly options?: Record<string, unknown> };
  readonly tasks: readonly Task[];
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  readonly training?: Partial<Project['training']>;
}): Project {
  const blank = defaults.project(parts.data.dataset, parts.data.options);
  return {
    ...blank,
    name: parts.name,
    tasks: [...parts.tasks],
    graph: { nodes: [...parts.nodes], edges: [...parts.edges] },
    training: { ...blank.training, ...parts.training },
  };
}
