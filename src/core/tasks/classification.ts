import { invariant } from '../util/assert-never.ts';
import { formatOf } from './formats/format-of.ts';
import { crossEntropy } from './loss-infos.ts';
import { judgeClasses } from './metrics/classes.ts';
import { confusionMatrix } from './metrics/confusion.ts';
import { accuracy } from './metrics/entries/accuracy.ts';
import { macroF1 } from './metrics/entries/macro-f1.ts';
import { judging } from './metrics/metric.ts';
import { softmaxLoss } from './softmax-loss.ts';
import type { TargetFormat, TaskKind } from './types.ts';

/** How many classes a target has; a binary one has two. */
function classCount(target: TargetFormat): number {
  const names = formatOf(target).classNames?.(target);
  invariant(names, 'classification learns classes');
  return names.length;
}

/** One class out of several: softmax over [batch, classes]. */
export const classification: TaskKind<'classification'> = {
  kind: 'classification',
  text: {
    title: { en: 'Classification', 'zh-CN': '多分类' },
    summary: { en: 'Which one of several classes?', 'zh-CN': '属于多个类别中的哪一个？' },
    more: {
      en: 'The head takes one number (logit) per class, and softmax turns them into probabilities that sum to 1. Cross entropy is −log of the probability given to the true class: ln(classes) for a blind guess, 0 when certain and right. It is averaged over the labelled samples of a batch: a task that keeps few labels keeps its full weight, on the few samples that have one.',
      'zh-CN':
        '任务头为每个类别接收一个数（logit），softmax 将其变成和为 1 的概率。交叉熵是真实类别所得概率的 −log：随机猜测时为 ln(类别数)，完全确定且正确时为 0。损失对批次中有标签的样本取平均：只保留少量标签的任务仍以完整的权重作用在这些样本上。',
    },
  },
  losses: [crossEntropy],
  accepts: (target) => target.format === 'binary' || (target.format === 'class' && target.classes.length >= 2),
  logitsShape: (target) => [classCount(target)],
  targetStorage: () => ({ shape: [], dtype: 'i32' }),
  loss: (b, _loss, logits, targets, context) => softmaxLoss(b, logits, targets, context),
  activate: (b, logits) => b.softmax(logits),
  outputActivation: () => 'softmax',
  ...judging(judgeClasses, () => [accuracy, macroF1]),
  confusion: confusionMatrix,
};
