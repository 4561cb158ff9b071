import type { BinaryFn, UnaryFn, Window2D } from '../../../core/program/types.ts';
import { at, invariant } from '../../../core/util/assert-never.ts';
import { codeNumber } from '../code/lowered.ts';
import type { PrimitiveLanguage, PrimitiveWriters } from '../code/program-lines.ts';
import { pyTuple } from '../pytorch/python.ts';
import { avgPool, fold, maxPool, scaleGradient, unfold } from './helpers.ts';

export const unary = (fn: UnaryFn, x: string): string =>
  fn === 'neg' ? `-${x}` : fn === 'step' ? `ops.cast(${x} > 0, "float32")` : `ops.${fn}(${x})`;

const operators: Partial<Readonly<Record<BinaryFn, string>>> = { add: '+', sub: '-', mul: '*', div: '/' };
const comparisons: Partial<Readonly<Record<BinaryFn, string>>> = { greater: '>', greaterEqual: '>=', equal: '==' };

export function binary(fn: BinaryFn, a: string, b: string): string {
  if (operators[fn]) return `${a} ${operators[fn]} ${b}`;
  if (comparisons[fn]) return `ops.cast(${a} ${comparisons[fn]} ${b}, "float32")`;
  return `ops.${fn}imum(${a}, ${b})`;
}

const ofWindow = ({ kernel, stride, pad, dilation }: Window2D): string => [kernel, stride, pad, dilation].map(pyTuple).join(', ');

const turned = (code: string | undefined, turn: boolean): string => (turn ? `ops.swapaxes(${code}, -1, -2)` : `${code}`);

const notForward = (): never => {
  invariant(false, 'only gradients ask for it, and Keras makes its own');
};

/** Every primitive as an expression of keras.ops. */
const writers: PrimitiveWriters = {
  unary: ({ attributes: { fn }, inputs }) => unary(fn, at(inputs, 0)),
  binary: ({ attributes: { fn }, inputs }) => binary(fn, at(inputs, 0), at(inputs, 1)),
  select: ({ inputs: [condition, a, b] }) => `ops.where(${condition} != 0, ${a}, ${b})`,
  toFloat: ({ inputs: [x] }) => `ops.cast(${x}, "float32")`,
  reshape: ({ inputs: [x], shape }) => `ops.reshape(${x}, ${pyTuple(shape)})`,
  transpose: ({ inputs: [x], attributes }) => `ops.transpose(${x}, ${pyTuple(attributes.permutation)})`,
  slice({ op, inputs: [x], program, shape }) {
    const from = program.shape(at(op.inputs, 0));
    const begin = program.numbers(op, (one) => (one.kind === 'slice' ? one.attributes.begin : []));
    const axes = from.map((extent, axis) => {
      if (extent === at(shape, axis)) return ':';
      const first = at(begin, axis);
      return first === '0' ? `:${at(shape, axis)}` : `${first}:${first} + ${at(shape, axis)}`;
    });
    while (axes.at(-1) === ':') axes.pop();
    return axes.length === 0 ? `${x}` : `${x}[${axes.join(', ')}]`;
  },
  concat: ({ inputs, attributes }) => `ops.concatenate(${pyTuple(inputs)}, axis=${attributes.axis})`,
  pad({ op, inputs: [x], program }) {
    const [before, after] = (['before', 'after'] as const).map((side) =>
      program.numbers(op, (one) => (one.kind === 'pad' ? one.attributes[side] : [])),
    );
    return `ops.pad(${x}, ${pyTuple((before ?? []).map((first, axis) => pyTuple([first, at(after ?? [], axis)])))})`;
  },
  broadcast: ({ inputs: [x], shape }) => `ops.broadcast_to(${x}, ${pyTuple(shape)})`,
  reduce: ({ inputs: [x], attributes: { fn, axes } }) => `ops.${fn}(${x}, axis=${pyTuple(axes)}, keepdims=True)`,
  matmul: ({ inputs: [a, b], attributes: { transposeA, transposeB } }) =>
    `ops.matmul(${turned(a, transposeA)}, ${turned(b, transposeB)})`,
  gather: ({ inputs: [table, ids] }) => `ops.take(${table}, ${ids}, axis=0)`,
  scatterAdd: ({ inputs: [ids, updates], shape }) =>
    `ops.segment_sum(ops.reshape(${updates}, ${pyTuple(['-1', ...shape.slice(1)])}), ops.reshape(${ids}, (-1,)), num_segments=${at(shape, 0)})`,
  oneHot: ({ inputs: [ids], attributes: { depth } }) =>
    `ops.cast(ops.expand_dims(${ids}, -1) == ops.arange(${depth}), "float32")`,
  unfold: ({ inputs: [x], attributes: { window }, use }) => `${use(unfold)}(${x}, ${ofWindow(window)})`,
  fold: ({ inputs: [x], attributes: { window, height, width }, use }) =>
    `${use(fold)}(${x}, ${ofWindow(window)}, ${pyTuple([height, width])})`,
  maxPool: ({ inputs: [x], attributes: { window }, use }) =>
    `${use(maxPool)}(${x}, ${[window.kernel, window.stride, window.pad].map(pyTuple).join(', ')})`,
  maxPoolGrad: notForward,
  avgPool: ({ inputs: [x], attributes: { window }, use }) =>
    `${use(avgPool)}(${x}, ${[window.kernel, window.stride, window.pad].map(pyTuple).join(', ')})`,
  avgPoolGrad: notForward,
  softmax: ({ inputs: [x] }) => `ops.softmax(${x}, axis=-1)`,
  logSoftmax: ({ inputs: [x] }) => `ops.log_softmax(${x}, axis=-1)`,
  softmaxCrossEntropy: ({ inputs: [logits, targets] }) => `-ops.sum(${targets} * ops.log_softmax(${logits}, axis=-1), axis=-1)`,
  random: ({ shape }) => `keras.random.uniform(${pyTuple(shape)}, seed=self.seed_generator)`,
  scaleGradient: ({ inputs: [x], attributes: { factor }, use }) =>
    factor === 0 ? `ops.stop_gradient(${x})` : `${use(scaleGradient)}(${x}, ${codeNumber(factor)})`,
  fill({ op, program, shape }) {
    const [value] = program.numbers(op, (one) => (one.kind === 'fill' ? [one.attributes.value] : []));
    return shape.length === 0 ? `${value}` : `ops.full(${pyTuple(shape)}, ${value}, dtype="float32")`;
  },
};

/** How a program of primitives is written with keras.ops. */
export const kerasPrimitives: PrimitiveLanguage = {
  writers,
  constant(numbers, shape, integers) {
    if (numbers === null) return 'ops.arange(n, dtype="float32")';
    const listed = `ops.convert_to_tensor([${numbers.map(codeNumber).join(', ')}], dtype="${integers ? 'int32' : 'float32'}")`;
    return shape.length === 1 ? listed : `ops.reshape(${listed}, ${pyTuple(shape)})`;
  },
  named: (name, code, shape) => `${name} = ${code}  # [${shape.join(', ')}]`,
};
