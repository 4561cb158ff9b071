import { broadcastShapes, sameShape, sizeOf } from '../../../../core/program/shapes.ts';
import type { BinaryFn, Shape, UnaryFn } from '../../../../core/program/types.ts';
import { at } from '../../../../core/util/assert-never.ts';
import type { NodeId, NodeKind, NodeOf, PlanNode, Term } from './nodes.ts';

/** A planner's graph under construction: equal nodes are one, inputs stand before what reads them. */
export class Graph {
  readonly nodes: PlanNode[] = [];
  private readonly known = new Map<string, NodeId>();

  node(id: NodeId): PlanNode {
    return at(this.nodes, id);
  }

  shape(id: NodeId): Shape {
    return this.node(id).shape;
  }

  add(node: PlanNode): NodeId {
    const key = JSON.stringify(node);
    const known = this.known.get(key);
    if (known !== undefined) return known;
    this.nodes.push(node);
    this.known.set(key, this.nodes.length - 1);
    return this.nodes.length - 1;
  }

  fill(shape: Shape, value: number): NodeId {
    return this.add({ kind: 'fill', inputs: [], shape, attributes: { value } });
  }

  unary(fn: UnaryFn, x: NodeId): NodeId {
    return this.add({ kind: 'unary', inputs: [x], shape: this.shape(x), attributes: { fn } });
  }

  binary(fn: BinaryFn, a: NodeId, b: NodeId): NodeId {
    const shape = broadcastShapes(this.shape(a), this.shape(b));
    return this.add({ kind: 'binary', inputs: [a, b], shape, attributes: { fn } });
  }

  reshape(x: NodeId, shape: Shape): NodeId {
    const node = this.node(x);
    const input = node.kind === 'reshape' ? at(node.inputs, 0) : x;
    if (sameShape(this.shape(input), shape)) return input;
    return this.add({ kind: 'reshape', inputs: [input], shape, attributes: {} });
  }

  /** Keeps the reduced axes with size 1. */
  reduce(fn: 'sum' | 'max', x: NodeId, axes: readonly number[]): NodeId {
    const shape = this.shape(x).map((extent, axis) => (axes.includes(axis) ? 1 : extent));
    return this.add({ kind: 'reduce', inputs: [x], shape, attributes: { fn, axes } });
  }

  contract(factors: readonly { a: NodeId; b: NodeId; term: Term }[], shape: Shape): NodeId {
    const inputs = factors.flatMap(({ a, b }) => [a, b]);
    return this.add({ kind: 'contract', inputs, shape, attributes: { terms: factors.map(({ term }) => term) } });
  }
}

/** The value whose numbers, in the same order, a node holds: reshapes are looked through. */
export function storageOf(nodes: readonly PlanNode[], id: NodeId): NodeId {
  const node = at(nodes, id);
  return node.kind === 'reshape' ? storageOf(nodes, at(node.inputs, 0)) : id;
}

/** How many numbers one element of a reduction reads. */
export const reducedCount = (nodes: readonly PlanNode[], node: NodeOf<'reduce'>): number =>
  sizeOf(at(nodes, at(node.inputs, 0)).shape) / sizeOf(node.shape);

/** Rows, columns and inner length of a contraction's `index`-th product, and how many there are side by side. */
export function productSize(nodes: readonly PlanNode[], node: NodeOf<'contract'>, index: number) {
  const rank = node.shape.length;
  const a = at(nodes, at(node.inputs, 2 * index)).shape;
  const inner = at(a, at(node.attributes.terms, index).transposeA ? rank - 2 : rank - 1);
  return { stack: rank === 3 ? at(node.shape, 0) : 1, rows: at(node.shape, rank - 2), columns: at(node.shape, rank - 1), inner };
}

export const isKind = <K extends NodeKind>(node: PlanNode, kind: K): node is Extract<PlanNode, { kind: K }> => node.kind === kind;
