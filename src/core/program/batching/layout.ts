import { at } from '../../util/assert-never.ts';
import type { BatchingRule } from './rule.ts';
import { inFull } from './stacks.ts';

export const reshape: BatchingRule<'reshape'> = ({ b, attributes, inputs, count }) =>
  b.reshape(at(inputs, 0).tensor, [count, ...attributes.shape]);

export const transpose: BatchingRule<'transpose'> = ({ b, attributes, inputs }) =>
  b.transpose(at(inputs, 0).tensor, [0, ...attributes.permutation.map((axis) => axis + 1)]);

export const slice: BatchingRule<'slice'> = ({ b, attributes, inputs, count }) =>
  b.slice(at(inputs, 0).tensor, [0, ...attributes.begin], [count, ...attributes.size]);

export const concat: BatchingRule<'concat'> = ({ b, attributes, inputs, count }) =>
  b.concat(
    inputs.map((input) => inFull(b, input, count)),
    attributes.axis + 1,
  );

export const pad: BatchingRule<'pad'> = ({ b, attributes, inputs }) =>
  b.pad(at(inputs, 0).tensor, [0, ...attributes.before], [0, ...attributes.after]);

export const reduce: BatchingRule<'reduce'> = ({ b, attributes, inputs }) =>
  b.reduce(
    attributes.fn,
    at(inputs, 0).tensor,
    attributes.axes.map((axis) => axis + 1),
  );
