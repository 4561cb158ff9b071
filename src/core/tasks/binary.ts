import { at } from '../util/assert-never.ts';
import { crossEntropy } from './loss-infos.ts';
import { judgeBinary } from './metrics/binary.ts';
import { confusionMatrix } from './metrics/confusion.ts';
import { accuracy } from './metrics/entries/accuracy.ts';
import { auc } from './metrics/entries/auc.ts';
import { f1 } from './metrics/entries/f1.ts';
import { macroF1 } from './metrics/entries/macro-f1.ts';
import { judging } from './metrics/metric.ts';
import { sigmoidLoss } from './sigmoid-loss.ts';
import type { TaskKind } from './types.ts';

/** Yes or no: one sigmoid, [batch, 1]. */
export const binary: TaskKind<'binary'> = {
  kind: 'binary',
  text: {
    title: { en: 'Binary', 'zh-CN': '二分类' },
    summary: { en: 'Yes or no?', 'zh-CN': '是或否？' },
    more: {
      en: 'The head takes one number (logit), which the sigmoid turns into the probability of “yes”. Cross entropy is ln 2 ≈ 0.69 for a blind guess and 0 when certain and right. It is averaged over the labelled samples of a batch: a task that keeps few labels keeps its full weight, on the few samples that have one.',
      'zh-CN':
        '任务头接收一个数（logit），sigmoid 将其变成“是”的概率。交叉熵在随机猜测时为 ln 2 ≈ 0.69，完全确定且正确时为 0。损失对批次中有标签的样本取平均：只保留少量标签的任务仍以完整的权重作用在这些样本上。',
    },
  },
  losses: [crossEntropy],
  accepts: (target) => target.format === 'binary' || (target.format === 'class' && target.classes.length === 2),
  logitsShape: () => [1],
  targetStorage: () => ({ shape: [1], dtype: 'f32' }),
  loss: (b, _loss, logits, targets, context) => b.reshape(sigmoidLoss(b, logits, targets, context), [at(logits.shape, 0)]),
  activate: (b, logits) => b.unary('sigmoid', logits),
  outputActivation: () => 'sigmoid',
  decide(output) {
    const yes = at(output, 0);
    return { index: yes >= 0.5 ? 1 : 0, probabilities: [1 - yes, yes] };
  },
  ...judging(judgeBinary, () => [accuracy, f1, macroF1, auc]),
  confusion: confusionMatrix,
};
