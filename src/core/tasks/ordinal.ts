import type { ProgramBuilder, Tensor } from '../program/builder.ts';
import { at, invariant } from '../util/assert-never.ts';
import { accuracy } from './metrics/entries/accuracy.ts';
import { classMae } from './metrics/entries/class-mae.ts';
import { kappa } from './metrics/entries/kappa.ts';
import { judging } from './metrics/metric.ts';
import { gradeProbabilities, judgeRanks, rankConfusion, rankOf } from './metrics/ranks.ts';
import { sigmoidCrossEntropy } from './sigmoid-loss.ts';
import type { TargetFormat, TaskKind } from './types.ts';

function rankCount(target: TargetFormat): number {
  invariant(target.format === 'class', 'an ordinal task learns ordered classes');
  return target.classes.length;
}

/** y > k for k = 0 … K−2: labels i32 [batch] → [batch, K−1]. */
function exceeds(b: ProgramBuilder, labels: Tensor, thresholds: number): Tensor {
  const ranks = b.reshape(b.toFloat(labels), [at(labels.shape, 0), 1]);
  return b.binary('greater', ranks, b.constant([...Array(thresholds).keys()], [thresholds]));
}

/** One of several classes that stand in an order: K−1 questions «more than class k?», [batch, K−1]. */
export const ordinal: TaskKind<'ordinal'> = {
  kind: 'ordinal',
  text: {
    title: { en: 'Ordinal', 'zh-CN': '有序分类' },
    summary: { en: 'Which grade, where a near miss is better than a far one?', 'zh-CN': '属于哪个等级？差一级好于差多级。' },
    more: {
      en: 'The head takes K−1 numbers for K grades; the sigmoid of number k is the probability of being above grade k, and the grade is the count of those that reach ½. The loss sums their cross entropies (CORAL: Cao, Mirjalili and Raschka, 2020): (K−1)·ln 2 for a blind guess. With the layer “Ordinal thresholds” before the head they all share one score, as in the paper.',
      'zh-CN':
        '对 K 个等级，任务头接收 K−1 个数；第 k 个数的 sigmoid 是“高于等级 k”的概率，预测等级为达到 ½ 的个数。损失为各交叉熵之和（CORAL：Cao、Mirjalili 与 Raschka，2020），随机猜测时为 (K−1)·ln 2。若在任务头前接“有序阈值”层，各判断共用一个分数，即论文的做法。',
    },
  },
  losses: [{ id: 'coral', title: { en: 'cumulative cross entropy', 'zh-CN': '累积交叉熵' }, options: ['classWeights'] }],
  accepts: (target) => target.format === 'class' && target.ordered === true && target.classes.length >= 2,
  logitsShape: (target) => [rankCount(target) - 1],
  targetStorage: () => ({ shape: [], dtype: 'i32' }),
  loss(b, _loss, logits, targets, { target, classWeights }) {
    const each = b.sum(sigmoidCrossEntropy(b, logits, exceeds(b, targets, rankCount(target) - 1)), [1]);
    if (!classWeights) return each;
    const weights = b.mul(b.oneHot(targets, rankCount(target)), classWeights);
    return b.mul(each, b.sum(weights, [1]));
  },
  activate: (b, logits) => b.unary('sigmoid', logits),
  outputActivation: () => 'sigmoid',
  exportNote: 'number k is the probability of being above class k',
  decide: (output) => ({ index: rankOf(output), probabilities: gradeProbabilities(output) }),
  ...judging(judgeRanks, () => [accuracy, classMae, kappa]),
  confusion: rankConfusion,
};
