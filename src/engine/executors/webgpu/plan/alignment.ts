import type { Shape } from '../../../../core/program/types.ts';
import { at } from '../../../../core/util/assert-never.ts';
import type { NodeId, PlanNode } from './nodes.ts';

/**
 * How a value is read by another, element for element: the axes of the reader (bit j for the j-th from the last) along which the read
 * value is stretched. `apart` where the element that is read is not the reader's own.
 */
export type Alignment = number | 'apart';

/** Read at the very element that is computed: both can live in one kernel. */
export const isSame = (alignment: Alignment): boolean => alignment === 0;

const elementwise = new Set<PlanNode['kind']>(['unary', 'binary', 'select', 'broadcast']);

/** Axes of `shape` along which `operand` is stretched. */
function stretchedAxes(shape: Shape, operand: Shape): number {
  let mask = 0;
  for (let j = 0; j < shape.length; j++) {
    const own = at(shape, shape.length - 1 - j);
    const theirs = operand[operand.length - 1 - j] ?? 1;
    if (own > 1 && theirs === 1) mask |= 1 << j;
  }
  return mask;
}

/** The alignment, to a node, of something that its input `index` reads with alignment `inner` (0 for the input itself). */
function through(nodes: readonly PlanNode[], node: PlanNode, index: number, inner: Alignment): Alignment {
  if (inner === 'apart') return 'apart';
  const input = at(nodes, at(node.inputs, index)).shape;
  if (elementwise.has(node.kind)) return inner | stretchedAxes(node.shape, input);
  if (node.kind === 'reshape') return inner === 0 ? 0 : 'apart';
  if (node.kind !== 'reduce') return 'apart';
  const reduced = node.attributes.axes.reduce((mask, axis) => mask | (1 << (input.length - 1 - axis)), 0);
  const spread = node.attributes.axes.every((axis) => at(input, axis) === 1 || ((inner >> (input.length - 1 - axis)) & 1) === 1);
  return spread ? inner & ~reduced : 'apart';
}

/** Of two ways in which the same value is read, what holds for both. */
export const both = (a: Alignment, b: Alignment): Alignment => (a === b ? a : 'apart');

/** What a value reads, and how. */
export type Reads = ReadonlyMap<NodeId, Alignment>;

/**
 * What each node reads of values that `isLeaf` says are read and not computed again; a leaf reads what it is made of. Loads
 * are leaves by themselves.
 */
export function readsOfNodes(nodes: readonly PlanNode[], isLeaf: (id: NodeId) => boolean): (id: NodeId) => Reads {
  const known = new Map<NodeId, Reads>();
  const find = (id: NodeId): Reads => {
    const cached = known.get(id);
    if (cached) return cached;
    const reads = new Map<NodeId, Alignment>();
    const note = (leaf: NodeId, alignment: Alignment): void => {
      const before = reads.get(leaf);
      reads.set(leaf, before === undefined ? alignment : both(before, alignment));
    };
    const node = at(nodes, id);
    node.inputs.forEach((input, index) => {
      if (at(nodes, input).kind === 'load' || isLeaf(input)) note(input, through(nodes, node, index, 0));
      else for (const [leaf, inner] of find(input)) note(leaf, through(nodes, node, index, inner));
    });
    known.set(id, reads);
    return reads;
  };
  return find;
}
