import { Position as Side } from '@xyflow/react';
import type { FlowDirection } from '../../../core/graph/layout/flow.ts';
import { type Route, routes, type Wire } from '../../../core/graph/layout/routes.ts';
import { cardHeight, nodeSize } from '../../../core/graph/place.ts';
import type { Graph, GraphEdge, GraphNode, Position } from '../../../core/project/schema.ts';
import type { Diagnostic } from '../../../core/util/diagnostics.ts';
import type { Landing } from '../state/editor-state.ts';
import { type EdgeContent, type FlowEdge, type FlowNode, type NodeContent, outputHandle } from './flow-types.ts';

/** What the canvas adds to the document while a hand is on it. */
export interface NodeMarks {
  readonly selected: ReadonlySet<string>;
  /** Where nodes are while they are dragged; the document learns it when the hand lets go. */
  readonly moving: ReadonlyMap<string, Position>;
  /** While a wire is drawn: what is against its ending at each node (null: nothing). */
  readonly verdicts: ReadonlyMap<string, Diagnostic | null> | null;
  /** The node that the wire comes from. */
  readonly wireFrom: string | null;
  /** Which way data goes: on which sides of a card wires end and begin. */
  readonly direction?: FlowDirection;
  /** Something is dragged from the palette to it. */
  readonly landing?: Pick<Landing, 'nodes' | 'refused'> | null;
}

const picturedSize = { width: nodeSize.width, height: cardHeight(true) };

function markOf(id: string, { verdicts, wireFrom, landing }: NodeMarks): string {
  if (landing?.nodes.includes(id)) return landing.refused ? 'ed-refused' : 'ed-drop-node';
  if (!verdicts || id === wireFrom) return '';
  const verdict = verdicts.get(id);
  if (verdict === undefined) return 'ed-refused';
  if (verdict === null) return 'ed-welcome';
  return verdict.severity === 'error' ? 'ed-refused' : 'ed-welcome';
}

function sameNode(a: FlowNode, b: FlowNode): boolean {
  return (
    a.data === b.data &&
    a.selected === b.selected &&
    a.className === b.className &&
    a.sourcePosition === b.sourcePosition &&
    a.position.x === b.position.x &&
    a.position.y === b.position.y
  );
}

/** The document's nodes as React Flow takes them; a node that did not change is the very object of `previous`. */
export function flowNodes(
  nodes: readonly GraphNode[],
  contents: ReadonlyMap<string, NodeContent>,
  marks: NodeMarks,
  previous: readonly FlowNode[] = [],
): FlowNode[] {
  const before = new Map(previous.map((node) => [node.id, node]));
  const down = marks.direction === 'down';
  const sides = { targetPosition: down ? Side.Top : Side.Left, sourcePosition: down ? Side.Bottom : Side.Right };
  return nodes.flatMap((node) => {
    const data = contents.get(node.id);
    if (!data) return [];
    const { x, y } = marks.moving.get(node.id) ?? node.position;
    const size = data.picture === null ? nodeSize : picturedSize;
    const next: FlowNode = {
      id: node.id,
      type: 'card',
      position: { x, y },
      data,
      selected: marks.selected.has(node.id),
      className: markOf(node.id, marks),
      ariaLabel: data.label,
      ...sides,
      ...size,
      measured: size,
    };
    const old = before.get(node.id);
    return [old && sameNode(old, next) ? old : next];
  });
}

/** Larger networks have their wires drawn the straight way: looking for another one for each would be felt. */
const mostRouted = 150;

/** Where a wire begins, or ends at a port, on a card at `position`. */
export function wireEnd(position: Position, content: NodeContent, port: string | null, direction: FlowDirection): Position {
  const height = cardHeight(content.picture !== null);
  if (port === null) {
    return direction === 'right'
      ? { x: position.x + nodeSize.width, y: position.y + nodeSize.height / 2 }
      : { x: position.x + nodeSize.width / 2, y: position.y + height };
  }
  const share = (content.ports.findIndex(({ id }) => id === port) + 1) / (content.ports.length + 1);
  return direction === 'right'
    ? { x: position.x, y: position.y + share * nodeSize.height }
    : { x: position.x + share * nodeSize.width, y: position.y };
}

/** The ways of wires around cards as they stand in the document, where they need one. */
export function flowRoutes(
  { nodes, edges }: Graph,
  contents: ReadonlyMap<string, NodeContent>,
  direction: FlowDirection,
): ReadonlyMap<string, Route> {
  if (nodes.length > mostRouted) return new Map();
  const cards = new Map(
    nodes.flatMap((node) => {
      const content = contents.get(node.id);
      const { x, y } = node.position;
      const height = cardHeight(content?.picture !== null);
      return content ? [[node.id, { id: node.id, x, y, width: nodeSize.width, height, content }] as const] : [];
    }),
  );
  const wires = edges.flatMap(({ id, source, target, port }): Wire[] => {
    const [a, b] = [cards.get(source), cards.get(target)];
    if (!a || !b) return [];
    return [{ id, source, target, from: wireEnd(a, a.content, null, direction), to: wireEnd(b, b.content, port, direction) }];
  });
  return routes(wires, [...cards.values()], direction);
}

function edgeContent(source: NodeContent, target: NodeContent): EdgeContent {
  const only = target.tasks.length === 1 ? target.tasks[0] : undefined;
  return {
    shape: source.shape?.replaceAll(' ', '') ?? '?',
    color: only?.color ?? null,
    sharing: target.sharing,
    faded: target.faded,
  };
}

function sameEdge(a: FlowEdge, b: FlowEdge): boolean {
  return (
    a.source === b.source &&
    a.target === b.target &&
    a.targetHandle === b.targetHandle &&
    a.selected === b.selected &&
    a.className === b.className &&
    a.ariaLabel === b.ariaLabel &&
    a.data?.shape === b.data?.shape &&
    a.data?.color === b.data?.color &&
    a.data?.sharing === b.data?.sharing &&
    a.data?.faded === b.data?.faded &&
    a.data?.route?.path === b.data?.route?.path
  );
}

export interface EdgeMarks {
  readonly routes?: ReadonlyMap<string, Route>;
  /** What is dragged has its wires drawn the straight way until the hand lets go. */
  readonly moving?: ReadonlyMap<string, Position>;
  readonly selected: ReadonlySet<string>;
  /** The edge into which a node would be inserted if the hand let go now. */
  readonly dropOn: string | null;
  /** Something is held over this edge that cannot go into it. */
  readonly refusing?: string | null;
  label(source: string, target: string, shape: string): string;
}

/** The document's edges as React Flow takes them. Edges whose ends do not exist are left out. */
export function flowEdges(
  { edges }: Pick<Graph, 'edges'>,
  contents: ReadonlyMap<string, NodeContent>,
  marks: EdgeMarks,
  previous: readonly FlowEdge[] = [],
): FlowEdge[] {
  const before = new Map(previous.map((edge) => [edge.id, edge]));
  const held = ({ source, target }: GraphEdge): boolean =>
    marks.moving?.has(source) === true || marks.moving?.has(target) === true;
  return edges.flatMap((edge: GraphEdge) => {
    const source = contents.get(edge.source);
    const target = contents.get(edge.target);
    if (!source || !target?.ports.some(({ id }) => id === edge.port)) return [];
    const data = { ...edgeContent(source, target), route: held(edge) ? undefined : marks.routes?.get(edge.id) };
    const next: FlowEdge = {
      id: edge.id,
      type: 'shape',
      source: edge.source,
      target: edge.target,
      sourceHandle: outputHandle,
      targetHandle: edge.port,
      selected: marks.selected.has(edge.id),
      className: marks.dropOn === edge.id ? 'ed-drop-edge' : marks.refusing === edge.id ? 'ed-refused' : '',
      ariaLabel: marks.label(source.title, target.title, data.shape),
      data,
    };
    const old = before.get(edge.id);
    return [old && sameEdge(old, next) ? old : next];
  });
}
