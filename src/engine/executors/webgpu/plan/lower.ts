import { sizeOf, windowOutput } from '../../../../core/program/shapes.ts';
import type { OpKind, OpOf, Program, Shape, ValueId, ValueInfo, Window2D } from '../../../../core/program/types.ts';
import { at, invariant } from '../../../../core/util/assert-never.ts';
import { contraction } from './contraction.ts';
import type { Graph } from './graph.ts';
import type { NodeId, Place } from './nodes.ts';
import type { DeviceProfile } from './profile.ts';
import { splitReduce } from './split-reduce.ts';

/** Where what a program reads lies on the device. */
export interface SourcePlaces {
  place(info: ValueInfo): Place;
  /** Puts numbers that the planner needs beside the data. */
  constant(numbers: readonly number[]): Place;
}

interface Lowered<K extends OpKind> {
  readonly graph: Graph;
  readonly op: OpOf<K>;
  readonly inputs: readonly NodeId[];
  readonly shape: Shape;
  readonly places: SourcePlaces;
  readonly profile: DeviceProfile;
}
type Lowering<K extends OpKind> = (op: Lowered<K>) => NodeId;

const same: Lowering<OpKind> = ({ inputs }) => at(inputs, 0);

const lastAxis = (shape: Shape): number[] => [shape.length - 1];

/** x − max and log Σ exp(x − max) over the last axis, [..., 1]. */
function shifted(graph: Graph, x: NodeId): { centred: NodeId; sum: NodeId } {
  const axes = lastAxis(graph.shape(x));
  const centred = graph.binary('sub', x, graph.reduce('max', x, axes));
  return { centred, sum: graph.reduce('sum', graph.unary('exp', centred), axes) };
}

function logSoftmaxOf(graph: Graph, x: NodeId): NodeId {
  const { centred, sum } = shifted(graph, x);
  return graph.binary('sub', centred, graph.unary('log', sum));
}

/** 1 / the number of cells of each window that lie inside the image, [1, OH, OW, 1]. */
function inverseCounts(image: Shape, window: Window2D): { shape: Shape; numbers: number[] } {
  const [height, width] = windowOutput(image, window);
  const inside = (place: number, axis: 0 | 1): number => {
    const first = place * window.stride[axis] - (axis === 0 ? window.pad[0] : window.pad[2]);
    const cells = Array.from({ length: window.kernel[axis] }, (_, i) => first + i * window.dilation[axis]);
    return cells.filter((cell) => cell >= 0 && cell < at(image, axis + 1)).length;
  };
  const numbers = Array.from({ length: height * width }, (_, i) => {
    const count = inside(Math.floor(i / width), 0) * inside(i % width, 1);
    return 1 / Math.max(1, count);
  });
  return { shape: [1, height, width, 1], numbers };
}

function inverseCountNode({ graph, places }: Pick<Lowered<OpKind>, 'graph' | 'places'>, image: Shape, window: Window2D): NodeId {
  const { shape, numbers } = inverseCounts(image, window);
  return graph.add({ kind: 'load', inputs: [], shape, attributes: { place: places.constant(numbers) } });
}

/** Comparisons that a sum over the updates of each row may take at the most, when every element looks at every id. */
const mostComparisons = 2 ** 20;

/** For a table so large that not every element can look at every id: what leads from a row to its updates. */
function chains(graph: Graph, inputs: readonly NodeId[], shape: Shape): NodeId[] {
  const ids = at(inputs, 0);
  const count = sizeOf(graph.shape(ids));
  if (sizeOf(shape) * count <= mostComparisons) return [];
  const flat = graph.reshape(ids, [count]);
  const make = (kind: 'chainStart' | 'chainNext', size: number): NodeId =>
    graph.add({ kind, inputs: [flat], shape: [size], attributes: {} });
  return [make('chainStart', at(shape, 0)), make('chainNext', count)];
}

/** How every primitive is said in the planner's nodes; the compiler refuses a table that lacks one. */
const lowerings: { readonly [K in OpKind]: Lowering<K> } = {
  unary: ({ graph, op, inputs }) => graph.unary(op.attributes.fn, at(inputs, 0)),
  binary: ({ graph, op, inputs }) => graph.binary(op.attributes.fn, at(inputs, 0), at(inputs, 1)),
  select: ({ graph, inputs, shape }) => graph.add({ kind: 'select', inputs, shape, attributes: {} }),
  toFloat: same,
  scaleGradient: same,
  reshape: ({ graph, inputs, shape }) => graph.reshape(at(inputs, 0), shape),
  transpose: ({ graph, op, inputs, shape }) =>
    graph.add({ kind: 'transpose', inputs, shape, attributes: { permutation: op.attributes.permutation } }),
  slice: ({ graph, op, inputs, shape }) =>
    graph.add({ kind: 'slice', inputs, shape, attributes: { begin: op.attributes.begin } }),
  concat: ({ graph, op, inputs, shape }) => graph.add({ kind: 'concat', inputs, shape, attributes: op.attributes }),
  pad: ({ graph, op, inputs, shape }) => graph.add({ kind: 'pad', inputs, shape, attributes: { before: op.attributes.before } }),
  broadcast: ({ graph, inputs, shape }) => graph.add({ kind: 'broadcast', inputs, shape, attributes: {} }),
  reduce: ({ graph, op, inputs, profile }) => splitReduce(graph, op.attributes.fn, at(inputs, 0), op.attributes.axes, profile),
  matmul: ({ graph, op, inputs, shape, profile }) =>
    contraction(graph, { a: at(inputs, 0), b: at(inputs, 1), term: op.attributes }, shape, profile),
  gather: ({ graph, inputs, shape }) => graph.add({ kind: 'gather', inputs, shape, attributes: {} }),
  scatterAdd: ({ graph, inputs, shape }) =>
    graph.add({ kind: 'scatterAdd', inputs: [...inputs, ...chains(graph, inputs, shape)], shape, attributes: {} }),
  oneHot: ({ graph, inputs, shape }) => graph.add({ kind: 'oneHot', inputs, shape, attributes: {} }),
  unfold: ({ graph, op, inputs, shape }) => graph.add({ kind: 'unfold', inputs, shape, attributes: op.attributes }),
  fold: ({ graph, op, inputs, shape }) =>
    graph.add({ kind: 'fold', inputs, shape, attributes: { window: op.attributes.window } }),
  maxPool: ({ graph, op, inputs, shape }) =>
    graph.add({ kind: 'windowReduce', inputs, shape, attributes: { fn: 'max', window: op.attributes.window } }),
  maxPoolGrad: ({ graph, op, inputs, shape }) => graph.add({ kind: 'maxPoolGrad', inputs, shape, attributes: op.attributes }),
  avgPool: (lowered) => {
    const { graph, op, inputs, shape } = lowered;
    const { window } = op.attributes;
    const sum = graph.add({ kind: 'windowReduce', inputs, shape, attributes: { fn: 'sum', window } });
    return graph.binary('mul', sum, inverseCountNode(lowered, graph.shape(at(inputs, 0)), window));
  },
  avgPoolGrad: (lowered) => {
    const { graph, op, inputs, shape } = lowered;
    const { window } = op.attributes;
    const share = graph.binary('mul', at(inputs, 0), inverseCountNode(lowered, shape, window));
    return graph.add({ kind: 'windowSpread', inputs: [share], shape, attributes: { window } });
  },
  softmax: ({ graph, inputs }) => {
    const { centred, sum } = shifted(graph, at(inputs, 0));
    return graph.binary('div', graph.unary('exp', centred), sum);
  },
  logSoftmax: ({ graph, inputs }) => logSoftmaxOf(graph, at(inputs, 0)),
  softmaxCrossEntropy: ({ graph, inputs, shape }) => {
    const product = graph.binary('mul', at(inputs, 1), logSoftmaxOf(graph, at(inputs, 0)));
    const sum = graph.reduce('sum', product, lastAxis(graph.shape(product)));
    return graph.reshape(graph.unary('neg', sum), shape);
  },
  random: ({ graph, inputs, shape }) => graph.add({ kind: 'random', inputs, shape, attributes: {} }),
  fill: ({ graph, op, shape }) => graph.fill(shape, op.attributes.value),
};

/** Throws where a program has an operation that this executor does not: the choice then takes another, and says why. */
function lowerOp<K extends OpKind>(lowered: Lowered<K>): NodeId {
  const { kind } = lowered.op;
  if (!Object.hasOwn(lowerings, kind)) throw new Error(`it has no operation ${kind}`);
  return lowerings[kind](lowered);
}

/** Translates what `wanted` depends on into a graph; gives the node of each wanted value. */
export function lower(
  graph: Graph,
  program: Program,
  wanted: readonly ValueId[],
  places: SourcePlaces,
  profile: DeviceProfile,
): (id: ValueId) => NodeId {
  const needed = new Set(wanted);
  for (const op of program.ops.toReversed()) if (needed.has(op.output)) for (const id of op.inputs) needed.add(id);
  const nodeOf = new Map<ValueId, NodeId>();
  const find = (id: ValueId): NodeId => {
    const known = nodeOf.get(id);
    if (known !== undefined) return known;
    const info = at(program.values, id);
    invariant(info.source.kind !== 'op', `value ${id} is computed before it is used`);
    const node = graph.add({ kind: 'load', inputs: [], shape: info.shape, attributes: { place: places.place(info) } });
    nodeOf.set(id, node);
    return node;
  };
  for (const op of program.ops) {
    if (!needed.has(op.output)) continue;
    const { shape } = at(program.values, op.output);
    nodeOf.set(op.output, lowerOp({ graph, op, inputs: op.inputs.map(find), shape, places, profile }));
  }
  for (const id of wanted)
    invariant(sizeOf(at(program.values, id).shape) === sizeOf(graph.shape(find(id))), 'lowering keeps sizes');
  return find;
}
