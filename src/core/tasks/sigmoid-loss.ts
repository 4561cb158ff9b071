import type { ProgramBuilder, Tensor } from '../program/builder.ts';
import { at } from '../util/assert-never.ts';
import type { LossContext } from './types.ts';

/**
 * −y·log σ(x) − (1−y)·log(1−σ(x)), element by element, for labels y of exactly 0 or 1: log(1 + e^∓x) = softplus((1 − 2y)·x). Neither
 * overflows nor cancels, however large |x| is, and its derivative is σ(x) − y everywhere.
 */
export function sigmoidCrossEntropy(b: ProgramBuilder, logits: Tensor, labels: Tensor): Tensor {
  return b.unary('softplus', turned(b, logits, labels));
}

/** (1 − 2y)·x: the logit of the wrong answer. */
function turned(b: ProgramBuilder, logits: Tensor, labels: Tensor): Tensor {
  return b.mul(b.sub(b.scalar(1), b.scale(labels, 2)), logits);
}

/**
 * The same with what a task may ask of it. Label smoothing asks for 1 − ε/2 and ε/2 in place of 1 and 0 (Szegedy et al., 2016, with two
 * classes). The focal loss (Lin et al., 2017) multiplies by (1 − p)^γ, where 1 − p = σ((1 − 2y)·x) is computed by its logarithm, which is
 * exact at any size. `classWeights` holds a pair, negative and positive, for each number of the last axis.
 */
export function sigmoidLoss(
  b: ProgramBuilder,
  logits: Tensor,
  labels: Tensor,
  { options, classWeights }: Pick<LossContext, 'options' | 'classWeights'>,
): Tensor {
  const { focalGamma, labelSmoothing } = options;
  const wrong = turned(b, logits, labels);
  let loss = b.unary('softplus', wrong);
  // −log(1 − p): what the other answer costs.
  const other = focalGamma > 0 || labelSmoothing > 0 ? b.unary('softplus', b.unary('neg', wrong)) : null;
  if (other && labelSmoothing > 0) {
    loss = b.add2(b.scale(loss, 1 - labelSmoothing / 2), b.scale(other, labelSmoothing / 2));
  }
  if (other && focalGamma > 0) loss = b.mul(loss, b.unary('exp', b.scale(other, -focalGamma)));
  if (classWeights) {
    const numbers = at(classWeights.shape, 0) / 2;
    const pairs = b.reshape(classWeights, [numbers, 2]);
    const pick = (which: 0 | 1): Tensor => b.reshape(b.slice(pairs, [0, which], [numbers, 1]), [numbers]);
    const negative = pick(0);
    loss = b.mul(loss, b.add2(negative, b.mul(labels, b.sub(pick(1), negative))));
  }
  return loss;
}
