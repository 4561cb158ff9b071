import { at } from '../../util/assert-never.ts';
import { broadcastTo, scaled, times } from './algebra.ts';
import type { GradientRule } from './rule.ts';

/** A maximum that several elements share divides the gradient equally among them. */
export const reduce: GradientRule<'reduce'> = ({ b, attributes: { fn, axes }, inputs, output }) => {
  const x = at(inputs, 0);
  if (fn === 'sum') return [(dy) => dy];
  return [
    (dy) => {
      const isMax = b.binary('equal', x, output);
      return times(b, isMax, b.div(dy, b.reduce('sum', isMax, axes)));
    },
  ];
};

/** With A and B as they enter the product: dA = dY·Bᵀ and dB = Aᵀ·dY, transposed where the argument is stored transposed. */
export const matmul: GradientRule<'matmul'> = ({ b, attributes: { transposeA, transposeB }, inputs, output }) => {
  const [x, y] = [at(inputs, 0), at(inputs, 1)];
  return [
    (dy) => {
      const full = broadcastTo(b, dy, output.shape);
      return transposeA ? b.matmul(y, full, transposeB, true) : b.matmul(full, y, false, !transposeB);
    },
    (dy) => {
      const full = broadcastTo(b, dy, output.shape);
      return transposeB ? b.matmul(full, x, true, transposeA) : b.matmul(x, full, !transposeA, false);
    },
  ];
};

export const gather: GradientRule<'gather'> = ({ b, inputs, output }) => {
  const [table, ids] = [at(inputs, 0), at(inputs, 1)];
  return [(dy) => b.scatterAdd(ids, broadcastTo(b, dy, output.shape), at(table.shape, 0)), null];
};

export const scatterAdd: GradientRule<'scatterAdd'> = ({ b, inputs, output }) => [
  null,
  (dy) => b.gather(broadcastTo(b, dy, output.shape), at(inputs, 0)),
];

export const oneHot: GradientRule<'oneHot'> = () => [null];
export const random: GradientRule<'random'> = () => [null];
export const fill: GradientRule<'fill'> = () => [];

/** y = softmax(x): dx = y·dy − y·Σ y·dy */
export const softmax: GradientRule<'softmax'> = ({ b, output: y }) => [
  (dy) => {
    const product = times(b, dy, y);
    return b.sub(product, b.mul(y, b.reduce('sum', product, [y.shape.length - 1])));
  },
];

/** y = log softmax(x): dx = dy − eʸ·Σ dy */
export const logSoftmax: GradientRule<'logSoftmax'> = ({ b, output: y }) => [
  (dy) => {
    const full = broadcastTo(b, dy, y.shape);
    return b.sub(full, b.mul(b.unary('exp', y), b.reduce('sum', full, [y.shape.length - 1])));
  },
];

/** The loss of a row is −Σ t·log softmax(x): dx = dy·(softmax(x)·Σt − t), dt = −dy·log softmax(x) */
export const softmaxCrossEntropy: GradientRule<'softmaxCrossEntropy'> = ({ b, inputs, output }) => {
  const [logits, targets] = [at(inputs, 0), at(inputs, 1)];
  const perRow = (dy: typeof output): typeof output =>
    dy.shape.length === 0 ? dy : b.reshape(broadcastTo(b, dy, output.shape), [...output.shape, 1]);
  return [
    (dy) => {
      const total = b.reduce('sum', targets, [targets.shape.length - 1]);
      return times(b, perRow(dy), b.sub(b.mul(b.softmax(logits), total), targets));
    },
    (dy) => times(b, scaled(b, perRow(dy), -1), b.logSoftmax(logits)),
  ];
};
