import { at } from '../../util/assert-never.ts';
import type { Tensor } from '../builder.ts';
import type { OpKind } from '../types.ts';
import type { BatchedOp, BatchingRule } from './rule.ts';
import { inFull, aligned as toRank } from './stacks.ts';

/** The inputs such that broadcasting among them is that of the members. */
const aligned = <K extends OpKind>({ b, inputs, shape }: BatchedOp<K>): Tensor[] =>
  inputs.map((input) => toRank(b, input, shape.length));

export const unary: BatchingRule<'unary'> = ({ b, attributes, inputs }) => b.unary(attributes.fn, at(inputs, 0).tensor);

export const binary: BatchingRule<'binary'> = (op) => {
  const inputs = aligned(op);
  return op.b.binary(op.attributes.fn, at(inputs, 0), at(inputs, 1));
};

export const select: BatchingRule<'select'> = (op) => {
  const inputs = aligned(op);
  return op.b.select(at(inputs, 0), at(inputs, 1), at(inputs, 2));
};

export const toFloat: BatchingRule<'toFloat'> = ({ b, inputs }) => b.toFloat(at(inputs, 0).tensor);

export const broadcast: BatchingRule<'broadcast'> = (op) =>
  op.b.broadcast(at(aligned(op), 0), [op.count, ...op.attributes.shape]);

export const scaleGradient: BatchingRule<'scaleGradient'> = ({ b, attributes, inputs }) =>
  b.scaleGradient(at(inputs, 0).tensor, attributes.factor);

export const softmax: BatchingRule<'softmax'> = ({ b, inputs }) => b.softmax(at(inputs, 0).tensor);

export const logSoftmax: BatchingRule<'logSoftmax'> = ({ b, inputs }) => b.logSoftmax(at(inputs, 0).tensor);

export const softmaxCrossEntropy: BatchingRule<'softmaxCrossEntropy'> = ({ b, inputs, count }) =>
  b.softmaxCrossEntropy(inFull(b, at(inputs, 0), count), inFull(b, at(inputs, 1), count));
