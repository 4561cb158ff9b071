import { invariant } from '../util/assert-never.ts';
import { crossEntropy } from './loss-infos.ts';
import { exactMatch } from './metrics/entries/exact-match.ts';
import { hammingAccuracy } from './metrics/entries/hamming-accuracy.ts';
import { macroF1 } from './metrics/entries/macro-f1.ts';
import { judgeLabels } from './metrics/labels.ts';
import { judging } from './metrics/metric.ts';
import { sigmoidLoss } from './sigmoid-loss.ts';
import type { TaskKind } from './types.ts';

/** Any number of labels at once: one sigmoid each, [batch, labels]. */
export const multiLabel: TaskKind<'multiLabel'> = {
  kind: 'multiLabel',
  text: {
    title: { en: 'Multi-label', 'zh-CN': '多标签' },
    summary: { en: 'Which of several labels apply, any number of them?', 'zh-CN': '多个标签中有哪些成立（可以任意多个）？' },
    more: {
      en: 'The head takes one number (logit) per label, and a sigmoid of each gives its probability, independent of the others. The loss is the mean of the labels’ cross entropies: ln 2 ≈ 0.69 for a blind guess.',
      'zh-CN':
        '任务头为每个标签接收一个数（logit），各自经 sigmoid 得到互不影响的概率。损失是各标签交叉熵的平均：随机猜测时为 ln 2 ≈ 0.69。',
    },
  },
  losses: [crossEntropy],
  accepts: (target) => target.format === 'multiLabel',
  logitsShape(target) {
    invariant(target.format === 'multiLabel', 'a multi-label task learns labels');
    return [target.labels.length];
  },
  targetStorage(target) {
    invariant(target.format === 'multiLabel', 'a multi-label task learns labels');
    return { shape: [target.labels.length], dtype: 'f32' };
  },
  loss: (b, _loss, logits, targets, context) => b.mean(sigmoidLoss(b, logits, targets, context), [1]),
  activate: (b, logits) => b.unary('sigmoid', logits),
  outputActivation: () => 'sigmoid',
  ...judging(judgeLabels, () => [macroF1, hammingAccuracy, exactMatch]),
};
