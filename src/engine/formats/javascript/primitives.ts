import type { Window2D } from '../../../core/program/types.ts';
import { at, invariant } from '../../../core/util/assert-never.ts';
import { codeNumber } from '../code/lowered.ts';
import type { PrimitiveLanguage, PrimitiveWriters } from '../code/program-lines.ts';
import { avgPool, fold, maxPool, scaleGradient, unfold } from './helpers.ts';
import { jsList } from './source.ts';

const ofWindow = ({ kernel, stride, pad, dilation }: Window2D): string => [kernel, stride, pad, dilation].map(jsList).join(', ');

const binaries = {
  add: 'add',
  sub: 'sub',
  mul: 'mul',
  div: 'div',
  max: 'maximum',
  min: 'minimum',
  greater: 'greater',
  greaterEqual: 'greaterEqual',
  equal: 'equal',
} as const;

const notForward = (): never => {
  invariant(false, 'only gradients ask for it, and TensorFlow.js makes its own');
};

/** Every primitive as an expression of TensorFlow.js. */
const writers: PrimitiveWriters = {
  unary: ({ attributes: { fn }, inputs: [x] }) => `tf.${fn}(${x})`,
  binary({ attributes: { fn }, inputs: [a, b] }) {
    const code = `tf.${binaries[fn]}(${a}, ${b})`;
    return fn === 'greater' || fn === 'greaterEqual' || fn === 'equal' ? `tf.cast(${code}, 'float32')` : code;
  },
  select: ({ inputs: [condition, a, b] }) => `tf.where(tf.notEqual(${condition}, 0), ${a}, ${b})`,
  toFloat: ({ inputs: [x] }) => `tf.cast(${x}, 'float32')`,
  reshape: ({ inputs: [x], shape }) => `tf.reshape(${x}, ${jsList(shape)})`,
  transpose: ({ inputs: [x], attributes }) => `tf.transpose(${x}, ${jsList(attributes.permutation)})`,
  slice({ op, inputs: [x], program, shape }) {
    const begin = program.numbers(op, (one) => (one.kind === 'slice' ? one.attributes.begin : []));
    return `tf.slice(${x}, ${jsList(begin)}, ${jsList(shape)})`;
  },
  concat: ({ inputs, attributes }) => `tf.concat(${jsList(inputs)}, ${attributes.axis})`,
  pad({ op, inputs: [x], program }) {
    const [before, after] = (['before', 'after'] as const).map((side) =>
      program.numbers(op, (one) => (one.kind === 'pad' ? one.attributes[side] : [])),
    );
    return `tf.pad(${x}, ${jsList((before ?? []).map((first, axis) => jsList([first, at(after ?? [], axis)])))})`;
  },
  broadcast: ({ inputs: [x], shape }) => `tf.broadcastTo(${x}, ${jsList(shape)})`,
  reduce: ({ inputs: [x], attributes: { fn, axes } }) => `tf.${fn}(${x}, ${jsList(axes)}, true)`,
  matmul: ({ inputs: [a, b], attributes: { transposeA, transposeB } }) =>
    `tf.matMul(${a}, ${b}${transposeA || transposeB ? `, ${transposeA}, ${transposeB}` : ''})`,
  gather: ({ inputs: [table, ids] }) => `tf.gather(${table}, ${ids})`,
  scatterAdd: ({ inputs: [ids, updates], shape }) =>
    `tf.unsortedSegmentSum(tf.reshape(${updates}, ${jsList(['-1', ...shape.slice(1)])}), tf.reshape(${ids}, [-1]), ${at(shape, 0)})`,
  oneHot: ({ inputs: [ids], attributes: { depth } }) => `tf.oneHot(${ids}, ${depth}, 1, 0, 'float32')`,
  unfold: ({ inputs: [x], attributes: { window }, use }) => `${use(unfold)}(${x}, ${ofWindow(window)})`,
  fold: ({ inputs: [x], attributes: { window, height, width }, use }) =>
    `${use(fold)}(${x}, ${ofWindow(window)}, ${jsList([height, width])})`,
  maxPool: ({ inputs: [x], attributes: { window }, use }) =>
    `${use(maxPool)}(${x}, ${[window.kernel, window.stride, window.pad].map(jsList).join(', ')})`,
  maxPoolGrad: notForward,
  avgPool: ({ inputs: [x], attributes: { window }, use }) =>
    `${use(avgPool)}(${x}, ${[window.kernel, window.stride, window.pad].map(jsList).join(', ')})`,
  avgPoolGrad: notForward,
  softmax: ({ inputs: [x] }) => `tf.softmax(${x})`,
  logSoftmax: ({ inputs: [x] }) => `tf.logSoftmax(${x})`,
  softmaxCrossEntropy: ({ inputs: [logits, targets] }) => `tf.neg(tf.sum(tf.mul(${targets}, tf.logSoftmax(${logits})), -1))`,
  random: ({ shape }) => `tf.randomUniform(${jsList(shape)})`,
  scaleGradient: ({ inputs: [x], attributes: { factor }, use }) => `${use(scaleGradient)}(${x}, ${codeNumber(factor)})`,
  fill({ op, program, shape }) {
    const [value] = program.numbers(op, (one) => (one.kind === 'fill' ? [one.attributes.value] : []));
    return shape.length === 0 ? `${value}` : `tf.fill(${jsList(shape)}, ${value})`;
  },
};

/** How a program of primitives is written in JavaScript. */
export const javascriptPrimitives: PrimitiveLanguage = {
  writers,
  constant(numbers, shape, integers) {
    if (numbers === null) return "tf.range(0, n, 1, 'float32')";
    return `tf.tensor(${jsList(numbers.map(codeNumber))}, ${jsList(shape)}${integers ? ", 'int32'" : ''})`;
  },
  named: (name, code, shape) => `const ${name} = ${code}; // [${shape.join(', ')}]`,
};
