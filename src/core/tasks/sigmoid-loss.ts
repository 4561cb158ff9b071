import type { ProgramBuilder, Tensor } from '../program/builder.ts';

/**
 * −y·log σ(x) − (1−y)·log(1−σ(x)), element by element, for labels y of exactly 0 or 1: log(1 + e^∓x) = softplus((1 − 2y)·x). Neither
 * overflows nor cancels, however large |x| is, and its derivative is σ(x) − y everywhere.
 */
export function sigmoidCrossEntropy(b: ProgramBuilder, logits: Tensor, labels: Tensor): Tensor {
  const sign = b.sub(b.scalar(1), b.scale(labels, 2));
  return b.unary('softplus', b.mul(sign, logits));
}
