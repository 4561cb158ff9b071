import { at } from '../../util/assert-never.ts';
import type { BatchingRule } from './rule.ts';
import { apart, inFull, memberByMember, memberShape, merged, movedAxis } from './stacks.ts';

/**
 * A stack of matrices times one matrix is one product of all their rows. All else is a stack of products; what is the same for all
 * members is repeated, which an executor may read as a step of zero.
 */
export const matmul: BatchingRule<'matmul'> = ({ b, attributes: { transposeA, transposeB }, inputs, count }) => {
  const [left, right] = [at(inputs, 0), at(inputs, 1)];
  const matrices = memberShape(left).length === 2;
  if (matrices && left.stacked && !right.stacked && !transposeA)
    return apart(b, b.matmul(merged(b, left.tensor), right.tensor, false, transposeB), count);
  const [x, y] = [inFull(b, left, count), inFull(b, right, count)];
  if (matrices) return b.matmul(x, y, transposeA, transposeB);
  return apart(b, b.matmul(merged(b, x), merged(b, y), transposeA, transposeB), count);
};

/** Members stand beside the rows of the table. */
export const gather: BatchingRule<'gather'> = ({ b, inputs, count }) => {
  const [table, ids] = [at(inputs, 0), at(inputs, 1)];
  if (ids.stacked)
    return table.stacked
      ? memberByMember(b, inputs, count, (own) => b.gather(at(own, 0), at(own, 1)))
      : b.gather(table.tensor, ids.tensor);
  const rows = b.gather(movedAxis(b, table.tensor, 0, 1), ids.tensor);
  return movedAxis(b, rows, ids.tensor.shape.length, 0);
};

export const scatterAdd: BatchingRule<'scatterAdd'> = ({ b, attributes: { rows }, inputs, count }) => {
  const [ids, updates] = [at(inputs, 0), at(inputs, 1)];
  if (ids.stacked) return memberByMember(b, inputs, count, (own) => b.scatterAdd(at(own, 0), at(own, 1), rows));
  const beside = movedAxis(b, updates.tensor, 0, ids.tensor.shape.length);
  return movedAxis(b, b.scatterAdd(ids.tensor, beside, rows), 1, 0);
};

export const oneHot: BatchingRule<'oneHot'> = ({ b, attributes, inputs }) => b.oneHot(at(inputs, 0).tensor, attributes.depth);

export const random: BatchingRule<'random'> = ({ b, attributes, inputs, count }) =>
  memberByMember(b, inputs, count, (own) => b.random(at(own, 0), attributes.shape));

/** Has no inputs, so that every member is the same. */
export const fill: BatchingRule<'fill'> = ({ b, attributes, count }) => b.fill([count, ...attributes.shape], attributes.value);
