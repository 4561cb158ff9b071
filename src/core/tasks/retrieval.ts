import type { ProgramBuilder, Tensor } from '../program/builder.ts';
import { assertNever, at, invariant } from '../util/assert-never.ts';
import { recallAt1 } from './metrics/entries/recall-at-1.ts';
import { recallAt5 } from './metrics/entries/recall-at-5.ts';
import { judging } from './metrics/metric.ts';
import { judgeRetrieval } from './metrics/neighbours.ts';
import type { LossContext, TaskKind } from './types.ts';

const lossIds = ['contrastive', 'triplet'] as const;
type LossId = (typeof lossIds)[number];
const isLoss = (id: string): id is LossId => lossIds.some((known) => known === id);

/** Far below any logarithm or distance that can occur, and still a finite number in single precision. */
const never = 1e9;
/** Under the root of a squared distance, so that its derivative stays finite where two embeddings coincide. */
const tiny = 1e-8;

/** x / |x|, row by row; a row of zeros stays zero. */
function normalise(b: ProgramBuilder, x: Tensor): Tensor {
  const squared = b.sum(b.unary('square', x), [1], true);
  return b.mul(x, b.unary('rsqrt', b.binary('max', squared, b.scalar(1e-12))));
}

/** Which pairs [batch, batch] count: both labelled and not one sample twice; of those, which are of one class. */
function pairs(b: ProgramBuilder, labels: Tensor, mask: Tensor): { readonly valid: Tensor; readonly same: Tensor } {
  const batch = at(labels.shape, 0);
  const column = (x: Tensor): Tensor => b.reshape(x, [batch, 1]);
  const row = (x: Tensor): Tensor => b.reshape(x, [1, batch]);
  const places = b.constant([...Array(batch).keys()], [batch]);
  const other = b.sub(b.scalar(1), b.binary('equal', column(places), row(places)));
  const valid = b.mul(other, b.mul(column(mask), row(mask)));
  const classes = b.toFloat(labels);
  return { valid, same: b.mul(valid, b.binary('equal', column(classes), row(classes))) };
}

/**
 * Each anchor's loss, so weighted that the mean over the labelled samples is the mean over the anchors that can be judged; the others
 * count nothing, and a batch without any has the loss 0. losses, judged (1 or 0) and mask [batch].
 */
function meanOverAnchors(b: ProgramBuilder, losses: Tensor, judged: Tensor, mask: Tensor): Tensor {
  const anchors = b.binary('max', b.sum(judged, [0], true), b.fill([1], 1));
  return b.mul(b.mul(losses, judged), b.div(b.sum(mask, [0], true), anchors));
}

/** L_i = −1/|P(i)| · Σ_{p ∈ P(i)} log( exp(z_i·z_p/τ) / Σ_{a ≠ i} exp(z_i·z_a/τ) ): L_out of Khosla et al. (2020). */
function contrastive(b: ProgramBuilder, similarity: Tensor, labels: Tensor, { mask, options }: LossContext): Tensor {
  const { valid, same } = pairs(b, labels, mask);
  const scaled = b.scale(similarity, 1 / options.temperature);
  const logProbability = b.logSoftmax(b.select(valid, scaled, b.scalar(-never)));
  const positives = b.sum(same, [1]);
  const sums = b.sum(b.select(same, logProbability, b.scalar(0)), [1]);
  const each = b.unary('neg', b.div(sums, b.binary('max', positives, b.scalar(1))));
  return meanOverAnchors(b, each, b.unary('step', positives), mask);
}

/** max(0, m + the farthest of its own class − the nearest of another), in distance: batch-hard (Hermans, Beyer and Leibe, 2017). */
function triplet(b: ProgramBuilder, similarity: Tensor, labels: Tensor, { mask, options }: LossContext): Tensor {
  const { valid, same } = pairs(b, labels, mask);
  const other = b.sub(valid, same);
  const squared = b.unary('relu', b.sub(b.scalar(2), b.scale(similarity, 2)));
  const distance = b.unary('sqrt', b.add2(squared, b.scalar(tiny)));
  const largest = (x: Tensor): Tensor => b.reshape(b.reduce('max', x, [1]), [at(x.shape, 0)]);
  const farthest = largest(b.select(same, distance, b.scalar(0)));
  const nearest = b.unary('neg', largest(b.select(other, b.unary('neg', distance), b.scalar(-never))));
  const each = b.unary('relu', b.add2(b.sub(farthest, nearest), b.scalar(options.margin)));
  const judged = b.mul(b.unary('step', b.sum(same, [1])), b.unary('step', b.sum(other, [1])));
  return meanOverAnchors(b, each, judged, mask);
}

/** A place for every sample, such that those of one class lie together: an embedding of any width, [batch, d]. */
export const retrieval: TaskKind<'retrieval'> = {
  kind: 'retrieval',
  text: {
    title: { en: 'Retrieval', 'zh-CN': '检索' },
    summary: { en: 'Which other samples are like this one?', 'zh-CN': '哪些样本与它相似？' },
    more: {
      en: 'The head takes a vector of any width, the embedding; its direction is what counts. The contrastive loss (Khosla et al., 2020) makes samples of one class similar and all others in the batch dissimilar, the sharper the lower the temperature. The triplet loss (Hermans et al., 2017) wants the farthest of the own class nearer, by a margin, than the nearest of another. recall@k asks whether one of the k nearest is of the same class. Only samples with a partner in their batch count in either loss.',
      'zh-CN':
        '任务头接收任意宽度的向量，即嵌入，只看其方向。对比损失（Khosla 等，2020）让同类样本相似、与批内其他样本不相似，温度越低要求越尖锐。三元组损失（Hermans 等，2017）要求同类中最远的仍比异类中最近的更近，且相差一个间隔。recall@k 看最近的 k 个中是否有同类。两种损失都只计入在批次中有同类样本的那些样本。',
    },
  },
  losses: [
    { id: 'contrastive', title: { en: 'supervised contrastive', 'zh-CN': '监督对比损失' }, options: ['temperature'] },
    { id: 'triplet', title: { en: 'batch-hard triplet', 'zh-CN': '批内最难三元组' }, options: ['margin'] },
  ],
  accepts: (target) => target.format === 'class',
  logitsShape: () => [null],
  targetStorage: () => ({ shape: [], dtype: 'i32' }),
  loss(b, loss, logits, targets, context) {
    invariant(isLoss(loss), `retrieval has no loss ${loss}`);
    const embedding = normalise(b, logits);
    const similarity = b.matmul(embedding, embedding, false, true);
    switch (loss) {
      case 'contrastive':
        return contrastive(b, similarity, targets, context);
      case 'triplet':
        return triplet(b, similarity, targets, context);
      default:
        return assertNever(loss);
    }
  },
  measures(loss, labels) {
    const classes = new Set(labels);
    // Somebody must have one of its own class beside it, and for a triplet one of another.
    return classes.size < labels.length && (loss === 'contrastive' || classes.size > 1);
  },
  inBatch: true,
  activate: (b, logits) => normalise(b, logits),
  outputActivation: () => 'linear',
  exportNote: 'not divided by its length: compare by cosine',
  embeds: true,
  ...judging(judgeRetrieval, () => [recallAt1, recallAt5]),
};
