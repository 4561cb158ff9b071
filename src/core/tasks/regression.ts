import type { ProgramBuilder, Tensor } from '../program/builder.ts';
import { assertNever, invariant } from '../util/assert-never.ts';
import { mae } from './metrics/entries/mae.ts';
import { r2 } from './metrics/entries/r2.ts';
import { rmse } from './metrics/entries/rmse.ts';
import { judging } from './metrics/metric.ts';
import { judgeValues } from './metrics/values.ts';
import type { TaskKind } from './types.ts';

const lossIds = ['mse', 'mae', 'huber'] as const;
type LossId = (typeof lossIds)[number];

const isLoss = (id: string): id is LossId => lossIds.some((known) => known === id);

/** e²/2 up to |e| = 1, |e| − ½ beyond (Huber, 1964, with δ = 1): with q = min(|e|, 1) both are q·(|e| − q/2). */
function huber(b: ProgramBuilder, error: Tensor): Tensor {
  const size = b.unary('abs', error);
  const near = b.binary('min', size, b.scalar(1));
  return b.mul(near, b.sub(size, b.scale(near, 0.5)));
}

function penalise(b: ProgramBuilder, loss: LossId, error: Tensor): Tensor {
  switch (loss) {
    case 'mse':
      return b.unary('square', error);
    case 'mae':
      return b.unary('abs', error);
    case 'huber':
      return huber(b, error);
    default:
      return assertNever(loss);
  }
}

/** One or more numbers, [batch, size]; the head's output is the prediction. */
export const regression: TaskKind<'regression'> = {
  kind: 'regression',
  text: {
    title: { en: 'Regression', 'zh-CN': '回归' },
    summary: { en: 'How much? One or more numbers.', 'zh-CN': '是多少？预测一个或多个数值。' },
    more: {
      en: 'The head’s numbers are the prediction itself. The squared error aims at the mean and is dominated by large errors, the absolute error at the median, and Huber’s loss (1964) is squared up to an error of 1 and absolute beyond it. The loss is averaged over the labelled samples of a batch: a task that keeps few labels keeps its full weight.',
      'zh-CN':
        '任务头的数值即为预测。均方误差趋向均值，受大误差支配；绝对误差趋向中位数；Huber 损失（1964）在误差不超过 1 时取平方，超过后取绝对值。损失对批次中有标签的样本取平均：只保留少量标签的任务仍以完整的权重作用在这些样本上。',
    },
  },
  losses: [
    { id: 'mse', title: { en: 'mean squared error', 'zh-CN': '均方误差' } },
    { id: 'mae', title: { en: 'mean absolute error', 'zh-CN': '平均绝对误差' } },
    { id: 'huber', title: { en: 'Huber (δ = 1)', 'zh-CN': 'Huber（δ = 1）' } },
  ],
  accepts: (target) => target.format === 'values',
  logitsShape(target) {
    invariant(target.format === 'values', 'regression learns values');
    return [target.size];
  },
  targetStorage(target) {
    invariant(target.format === 'values', 'regression learns values');
    return { shape: [target.size], dtype: 'f32' };
  },
  loss(b, loss, logits, targets) {
    invariant(isLoss(loss), `regression has no loss ${loss}`);
    return b.mean(penalise(b, loss, b.sub(logits, targets)), [1]);
  },
  activate: (_b, logits) => logits,
  outputActivation: () => 'linear',
  ...judging(judgeValues, () => [mae, rmse, r2]),
};
