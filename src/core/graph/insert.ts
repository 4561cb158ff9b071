import { fitsShape } from '../program/shapes.ts';
import { headKind, type Position, type Project } from '../project/schema.ts';
import type { DataSignature } from '../project/signature.ts';
import { diagnostic, ok, type Result, refused } from '../util/diagnostics.ts';
import { analyzeGraph } from './analyze.ts';
import { catalogue as builtIn, type Catalogue, headTask, nodeLabel, portsOf } from './catalogue.ts';
import { addNode, type Connection, connect, freshNodeId, type NewNode, withGraph } from './edits.ts';
import { logitsShape } from './lower.ts';
import { topologyOf } from './topology.ts';

/** Where a node is put that nobody placed: the usual distance of neighbours, in canvas units. */
export const columnWidth = 200;
export const rowHeight = 104;

/** The units of a Dense layer before a head that takes a vector of any width. */
const embeddingWidth = 16;

const between = (from: Position, to: Position, share: number): Position => ({
  x: from.x + (to.x - from.x) * share,
  y: from.y + (to.y - from.y) * share,
});

/** The port that a wire without a chosen port goes to: the node's first. */
const firstPort = (kind: string, catalogue: Catalogue): string | undefined => portsOf({ kind }, catalogue)?.[0]?.id;

/**
 * Puts a new node in the middle of an edge: the edge's source feeds it, and it takes the source's place at the target, at the same
 * position among the target's edges. Refuses `graph.cannotInsert` (a node without inputs, a head).
 */
export function addNodeBetween(project: Project, edgeId: string, node: NewNode, catalogue: Catalogue = builtIn): Result<Project> {
  const { nodes } = topologyOf(project.graph);
  const edge = project.graph.edges.find(({ id }) => id === edgeId);
  const source = edge && nodes.get(edge.source);
  const target = edge && nodes.get(edge.target);
  if (!edge || !source || !target) return refused(diagnostic('graph.noSuchNode', { id: edgeId }));
  const port = firstPort(node.kind, catalogue);
  if (port === undefined || node.kind === headKind) {
    const values = {
      node: nodeLabel({ id: '', name: '', params: {}, ...node }),
      source: nodeLabel(source, project),
      target: nodeLabel(target, project),
    };
    return refused(diagnostic('graph.cannotInsert', values, `edge:${edgeId}`));
  }
  const id = freshNodeId(project, node.id ?? node.kind);
  const added = addNode(project, { ...node, id }, catalogue);
  const edges = added.graph.edges.map((item) => (item === edge ? { ...item, source: id } : item));
  return ok(connect(withGraph(added, { edges }), { source: source.id, target: id, port }, catalogue));
}

/** Adds a node where a wire was dropped that begins at the output of `source`. */
export function addNodeAfter(project: Project, source: string, node: NewNode, catalogue: Catalogue = builtIn): Project {
  const id = freshNodeId(project, node.id ?? node.kind);
  const added = addNode(project, { ...node, id }, catalogue);
  const port = firstPort(node.kind, catalogue);
  return port === undefined ? added : connect(added, { source, target: id, port }, catalogue);
}

/** Adds a node where a wire was dropped that begins at an input port. */
export function addNodeBefore(
  project: Project,
  { target, port }: Pick<Connection, 'target' | 'port'>,
  node: NewNode,
  catalogue: Catalogue = builtIn,
): Project {
  const id = freshNodeId(project, node.id ?? node.kind);
  return connect(addNode(project, { ...node, id }, catalogue), { source: id, target, port }, catalogue);
}

/**
 * Connects features of any shape to a task's head through a new Dense layer whose units are the task's logits, and through a Flatten
 * where the features are not a row and the head takes one. Where they fit already, or the target is no head, this is a plain `connect`.
 */
export function connectWithDense(
  project: Project,
  signature: DataSignature,
  connection: Connection,
  catalogue: Catalogue = builtIn,
): Project {
  const { nodes } = topologyOf(project.graph);
  const source = nodes.get(connection.source);
  const head = nodes.get(connection.target);
  const task = head?.kind === headKind ? project.tasks.find(({ id }) => id === headTask(head)) : undefined;
  const needed = task && logitsShape(task, signature, catalogue);
  const shape = analyzeGraph(project, signature, catalogue).nodes.get(connection.source)?.shape;
  if (!source || !head || !needed || (shape && fitsShape(shape, needed))) return connect(project, connection, catalogue);
  // A Dense layer works on the last axis: it also suits a head per position.
  const perPosition =
    shape?.length === needed.length && shape.slice(0, -1).every((size, axis) => needed[axis] === null || needed[axis] === size);
  if (needed.length !== 1 && !perPosition) return connect(project, connection, catalogue);

  const wanted = [
    ...(shape && shape.length !== needed.length ? [{ kind: 'flatten', params: {} }] : []),
    { kind: 'dense', params: { units: needed.at(-1) ?? embeddingWidth } },
  ];
  let edited = project;
  let last = source.id;
  wanted.forEach(({ kind, params }, index) => {
    const id = freshNodeId(edited, kind);
    const position = between(source.position, head.position, (index + 1) / (wanted.length + 1));
    edited = addNode(edited, { id, kind, params, position }, catalogue);
    edited = connect(edited, { source: last, target: id, port: firstPort(kind, catalogue) ?? 'in' }, catalogue);
    last = id;
  });
  return connect(edited, { ...connection, source: last }, catalogue);
}
