import { defaults } from '../project/defaults.ts';
import { newId } from '../project/ids.ts';
import {
  farthest,
  type Graph,
  type GraphEdge,
  type GraphNode,
  headKind,
  inputKind,
  type Position,
  type Project,
} from '../project/schema.ts';
import { ownValue } from '../util/own-value.ts';
import { catalogue as builtIn, type Catalogue, portsOf } from './catalogue.ts';
import { topologyOf, wouldCycle } from './topology.ts';

/**
 * Edits of the document's graph: pure functions from document to document. What is impossible or changes nothing gives the same
 * document back, by identity, so that it makes no undo step.
 */

/** An edge to be made. */
export interface Connection {
  readonly source: string;
  readonly target: string;
  readonly port: string;
}

/** A node to be made; `id` (see `freshNodeId`) where the caller wants to know it beforehand. */
export interface NewNode {
  readonly kind: string;
  readonly position: Position;
  readonly id?: string;
  readonly name?: string;
  /** What differs from the layer's defaults. */
  readonly params?: Readonly<Record<string, unknown>>;
}

const ids = (items: readonly { readonly id: string }[]): string[] => items.map((item) => item.id);

/** Another graph; soft sharing ends where one of its two nodes is gone, and stages freeze only what is there. */
export function withGraph(project: Project, graph: Partial<Graph>): Project {
  const edited = { ...project, graph: { ...project.graph, ...graph } };
  const { ties, training } = project;
  if (!graph.nodes || (ties.length === 0 && !training.stages)) return edited;
  const there = new Set(ids(graph.nodes));
  const left = ties.filter(({ a, b }) => there.has(a) && there.has(b));
  const stages = training.stages?.map((stage) => ({ ...stage, frozen: stage.frozen.filter((id) => there.has(id)) }));
  return {
    ...edited,
    ...(left.length === ties.length ? {} : { ties: left }),
    ...(stages && JSON.stringify(stages) !== JSON.stringify(training.stages) ? { training: { ...training, stages } } : {}),
  };
}

export const freshNodeId = (project: Project, prefix: string): string => newId(prefix, ids(project.graph.nodes));

/** The nodes that an edit made, for selecting them. */
export function addedNodes(before: Project, after: Project): string[] {
  const known = topologyOf(before.graph).nodes;
  return ids(after.graph.nodes).filter((id) => !known.has(id));
}

/** Adds a node with the layer's default parameters. An id that is taken is replaced by a fresh one. */
export function addNode(project: Project, node: NewNode, catalogue: Catalogue = builtIn): Project {
  const { nodes } = project.graph;
  const free = node.id !== undefined && !nodes.some(({ id }) => id === node.id);
  const id = free && node.id !== undefined ? node.id : freshNodeId(project, node.id ?? node.kind);
  const parsed = catalogue.layer(node.kind)?.schema.safeParse(node.params ?? {});
  const params = { ...(parsed?.success ? parsed.data : node.params) };
  const { x, y } = node.position;
  const added = defaults.node({ id, kind: node.kind, name: node.name ?? '', params, position: { x, y } });
  return withGraph(project, { nodes: [...nodes, added] });
}

/** Removes nodes with the edges at them. */
export function removeNodes(project: Project, remove: Iterable<string>): Project {
  const gone = new Set(remove);
  const { nodes, edges } = project.graph;
  if (!nodes.some((node) => gone.has(node.id))) return project;
  return withGraph(project, {
    nodes: nodes.filter((node) => !gone.has(node.id)),
    edges: edges.filter((edge) => !gone.has(edge.source) && !gone.has(edge.target)),
  });
}

export function removeEdges(project: Project, remove: Iterable<string>): Project {
  const gone = new Set(remove);
  const edges = project.graph.edges.filter((edge) => !gone.has(edge.id));
  return edges.length === project.graph.edges.length ? project : withGraph(project, { edges });
}

const sameEnds = (edge: GraphEdge, { source, target, port }: Connection): boolean =>
  edge.source === source && edge.target === target && edge.port === port;

/**
 * Adds an edge; at a port for one edge it takes the place of the edge that is there. Impossible connections (see `checkConnection`)
 * change nothing, so that no edit makes a cycle.
 */
export function connect(project: Project, connection: Connection, catalogue: Catalogue = builtIn): Project {
  const { graph } = project;
  const { source, target, port } = connection;
  const { nodes } = topologyOf(graph);
  const from = nodes.get(source);
  const to = nodes.get(target);
  const spec = to && portsOf(to, catalogue)?.find(({ id }) => id === port);
  const possible = from && from.kind !== headKind && spec && !wouldCycle(graph, source, target);
  if (!possible || graph.edges.some((edge) => sameEnds(edge, connection))) return project;
  const edges = spec.many ? graph.edges : graph.edges.filter((edge) => edge.target !== target || edge.port !== port);
  const id = newId('edge', ids(graph.edges));
  return withGraph(project, { edges: [...edges, { id, source, target, port }] });
}

export function disconnect(project: Project, connection: Connection): Project {
  const gone = project.graph.edges.filter((edge) => sameEnds(edge, connection));
  return removeEdges(project, ids(gone));
}

/** Replaces the nodes that `change` changes. */
export function mapNodes(project: Project, change: (node: GraphNode) => GraphNode): Project {
  const nodes = project.graph.nodes.map(change);
  return nodes.every((node, index) => node === project.graph.nodes[index]) ? project : withGraph(project, { nodes });
}

const onCanvas = (coordinate: number): number => Math.min(farthest, Math.max(-farthest, coordinate));

/** Positions by node id; beyond the canvas, at its border. */
export function moveNodes(project: Project, positions: Readonly<Record<string, Position>>): Project {
  return mapNodes(project, (node) => {
    const to = ownValue(positions, node.id);
    if (!to || !Number.isFinite(to.x) || !Number.isFinite(to.y)) return node;
    const [x, y] = [onCanvas(to.x), onCanvas(to.y)];
    return x === node.position.x && y === node.position.y ? node : { ...node, position: { x, y } };
  });
}

/** Sets some of a node's parameters. The layer's schema judges them when the graph is analysed, so that anything can be typed. */
export function updateParams(project: Project, id: string, params: Readonly<Record<string, unknown>>): Project {
  return mapNodes(project, (node) => {
    if (node.id !== id || Object.entries(params).every(([name, value]) => Object.is(node.params[name], value))) return node;
    return { ...node, params: { ...node.params, ...params } };
  });
}

/** The longest name that the document takes. */
export const longestName = 80;

export function renameNode(project: Project, id: string, name: string): Project {
  const cut = name.slice(0, longestName);
  return mapNodes(project, (node) => (node.id !== id || node.name === cut ? node : { ...node, name: cut }));
}

const isLayer = ({ kind }: GraphNode): boolean => kind !== inputKind && kind !== headKind;

/** A frozen node's parameters are not trained. */
export function setFrozen(project: Project, nodes: Iterable<string>, frozen: boolean): Project {
  const chosen = new Set(nodes);
  return mapNodes(project, (node) =>
    chosen.has(node.id) && isLayer(node) && node.frozen !== frozen ? { ...node, frozen } : node,
  );
}

/** What the learning rate is multiplied by for some layers; 1 is said by saying nothing. */
export function setRate(project: Project, nodes: Iterable<string>, rate: number): Project {
  const chosen = new Set(nodes);
  return mapNodes(project, (node) => {
    if (!chosen.has(node.id) || !isLayer(node) || (node.rate ?? 1) === rate) return node;
    const { rate: _, ...others } = node;
    return rate === 1 ? others : { ...others, rate };
  });
}
