import { sizeOf } from '../../../../core/program/shapes.ts';
import type { UnaryFn, Window2D } from '../../../../core/program/types.ts';
import { at } from '../../../../core/util/assert-never.ts';
import { productSize, reducedCount } from './graph.ts';
import type { NodeKind, NodeOf, PlanNode } from './nodes.ts';
import type { DeviceProfile } from './profile.ts';
import { sharingOf, tilingOf } from './tiles.ts';

/** A node's cost for the planner. All counts are rough: they decide what is computed again and what is stored, never what comes out. */
interface Cost<K extends NodeKind> {
  /** Operations for one element, when reading one element of input i costs `input[i]`. */
  work(node: NodeOf<K>, input: readonly number[], nodes: readonly PlanNode[]): number;
  /** Elements of input i that are read when `elements` of the node are computed. */
  reads(node: NodeOf<K>, index: number, elements: number, nodes: readonly PlanNode[], profile: DeviceProfile): number;
}

const slow = new Set<UnaryFn>(['exp', 'log', 'sin', 'cos', 'tanh', 'sigmoid', 'softplus', 'sqrt', 'rsqrt', 'reciprocal']);
const total = (numbers: readonly number[]): number => numbers.reduce((sum, number) => sum + number, 0);
const cells = (window: Window2D): number => window.kernel[0] * window.kernel[1];
const inputSize = (nodes: readonly PlanNode[], node: PlanNode, index: number): number =>
  sizeOf(at(nodes, at(node.inputs, index)).shape);

/** Reads one element of each input per element of its own. */
const pointwise = (own: number) => ({
  work: (_: unknown, input: readonly number[]) => own + total(input),
  reads: (_: unknown, __: number, elements: number) => elements,
});

/** Each input gives a part of the output. */
const parts = {
  reads: (node: PlanNode, index: number, elements: number, nodes: readonly PlanNode[]) =>
    (elements * inputSize(nodes, node, index)) / sizeOf(node.shape),
};

/** Every id is compared with those before or behind it. */
const chain = {
  work: (node: PlanNode, _: unknown, nodes: readonly PlanNode[]) => inputSize(nodes, node, 0),
  reads: (node: PlanNode, _: number, __: number, nodes: readonly PlanNode[]) => inputSize(nodes, node, 0) ** 2 / 2,
};

const costs: { readonly [K in NodeKind]: Cost<K> } = {
  load: pointwise(1),
  fill: pointwise(0),
  unary: { ...pointwise(0), work: ({ attributes }, input) => (slow.has(attributes.fn) ? 4 : 1) + total(input) },
  binary: { ...pointwise(0), work: ({ attributes }, input) => (attributes.fn === 'div' ? 2 : 1) + total(input) },
  select: pointwise(1),
  reshape: pointwise(0),
  // Nothing but another index, most of which is computed outside of loops.
  transpose: pointwise(0),
  slice: pointwise(0),
  concat: { ...parts, work: (_, input) => 2 * input.length + Math.max(...input) },
  pad: { ...parts, work: (_, input) => 3 + total(input) },
  broadcast: pointwise(0),
  // The row is looked up once for all the elements that are read of it.
  gather: { ...pointwise(0), work: (_, input) => at(input, 0) },
  oneHot: pointwise(1),
  unfold: pointwise(12),
  random: pointwise(64),
  reduce: {
    work: (node, input, nodes) => reducedCount(nodes, node) * (1 + total(input)),
    reads: (node, _, elements, nodes) => elements * reducedCount(nodes, node),
  },
  contract: {
    work: (node, input, nodes) =>
      total(
        node.attributes.terms.map((_, i) => productSize(nodes, node, i).inner * (2 + at(input, 2 * i) + at(input, 2 * i + 1))),
      ),
    reads(node, index, elements, nodes, profile) {
      const { inner } = productSize(nodes, node, Math.floor(index / 2));
      const { rows, columns } = sharingOf(tilingOf(nodes, node, profile));
      return (elements * inner) / (index % 2 === 0 ? columns : rows);
    },
  },
  scatterAdd: {
    work: (node, _, nodes) => (node.inputs.length > 2 ? 4 : 2 * inputSize(nodes, node, 0)),
    reads(node, index, elements, nodes) {
      if (index === 1) return inputSize(nodes, node, 1);
      return node.inputs.length > 2 ? elements : elements * inputSize(nodes, node, 0);
    },
  },
  chainStart: chain,
  chainNext: chain,
  fold: {
    work: ({ attributes }, input) => cells(attributes.window) * (8 + total(input)),
    reads: (_, __, elements) => elements,
  },
  windowReduce: {
    work: ({ attributes }, input) => cells(attributes.window) * (6 + total(input)),
    reads: ({ attributes }, _, elements) => elements * cells(attributes.window),
  },
  windowSpread: {
    work: ({ attributes }, input) => cells(attributes.window) * (8 + total(input)),
    reads: ({ attributes }, _, elements) => elements * cells(attributes.window),
  },
  maxPoolGrad: {
    work: ({ attributes }, input) => cells(attributes.window) ** 2 * (8 + total(input)),
    reads: ({ attributes }, index, elements) => elements * cells(attributes.window) ** (index === 0 ? 2 : 1),
  },
};

export const workOf = <K extends NodeKind>(node: NodeOf<K>, input: readonly number[], nodes: readonly PlanNode[]): number =>
  costs[node.kind].work(node, input, nodes);

export const readsOf = <K extends NodeKind>(
  node: NodeOf<K>,
  index: number,
  elements: number,
  nodes: readonly PlanNode[],
  profile: DeviceProfile,
): number => costs[node.kind].reads(node, index, elements, nodes, profile);
