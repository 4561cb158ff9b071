import type { ProgramBuilder, Tensor } from '../program/builder.ts';
import { at } from '../util/assert-never.ts';
import type { LossContext } from './types.ts';

/** Below this the probability of all other classes does not change the modulating factor; its logarithm stays finite. */
const smallest = 1e-12;

/** w · (1 − p)^γ · CE for each row: weights, focal loss (Lin et al., 2017) and smoothed labels (Szegedy et al., 2016). */
type SoftmaxOptions = Pick<LossContext, 'options' | 'classWeights'>;

/**
 * −Σ_c y_c · log softmax(logits)_c, row by row: logits [...rows, C], ids i32 [...rows] → [...rows]. With label smoothing y is
 * (1 − ε)·onehot + ε/C; the modulating factor and the weight are those of the true class. An id outside 0 … C−1 gives 0.
 */
export function softmaxLoss(b: ProgramBuilder, logits: Tensor, ids: Tensor, { options, classWeights }: SoftmaxOptions): Tensor {
  const axis = logits.shape.length - 1;
  const classes = at(logits.shape, axis);
  const { focalGamma, labelSmoothing } = options;
  const hot = b.oneHot(ids, classes);
  const factors: Tensor[] = [];
  let wanted = hot;
  if (labelSmoothing > 0) {
    const known = b.sum(hot, [axis], true);
    wanted = b.add2(b.scale(hot, 1 - labelSmoothing), b.scale(known, labelSmoothing / classes));
  }
  if (focalGamma > 0) {
    // 1 − p as the sum of the other probabilities, so that nothing cancels where p is almost 1.
    const others = b.sum(b.mul(b.softmax(logits), b.sub(b.scalar(1), hot)), [axis]);
    const logOthers = b.unary('log', b.binary('max', others, b.scalar(smallest)));
    factors.push(b.unary('exp', b.scale(logOthers, focalGamma)));
  }
  if (classWeights) factors.push(b.sum(b.mul(hot, classWeights), [axis]));
  return factors.reduce((loss, factor) => b.mul(loss, factor), b.softmaxCrossEntropy(logits, wanted));
}

/** The mean loss of a sample's tokens: losses and valid [batch, length] → [batch]; 0 where no token is valid. */
export function meanOverTokens(b: ProgramBuilder, losses: Tensor, valid: Tensor): Tensor {
  const count = b.binary('max', b.sum(valid, [1]), b.scalar(1));
  return b.div(b.sum(b.mul(losses, valid), [1]), count);
}
