import type { ProgramBuilder, Tensor } from '../program/builder.ts';
import { invariant } from '../util/assert-never.ts';
import { mse } from './metrics/entries/mse.ts';
import { psnr } from './metrics/entries/psnr.ts';
import { judging } from './metrics/metric.ts';
import { judgeReconstructions, summarizeReconstructions } from './metrics/reconstructions.ts';
import type { TargetFormat, TaskKind } from './types.ts';

function inputOf(target: TargetFormat): Extract<TargetFormat, { format: 'input' }> {
  invariant(target.format === 'input', 'reconstruction learns an input');
  return target;
}

/** −y·log σ(x) − (1−y)·log(1−σ(x)) = softplus(x) − y·x, for any y in 0 … 1. */
const softCrossEntropy = (b: ProgramBuilder, logits: Tensor, labels: Tensor): Tensor =>
  b.sub(b.unary('softplus', logits), b.mul(labels, logits));

/** The input itself, after whatever the network made of it: [batch, ...shape of the input]. */
export const reconstruction: TaskKind<'reconstruction'> = {
  kind: 'reconstruction',
  text: {
    title: { en: 'Reconstruction', 'zh-CN': '重建' },
    summary: { en: 'What went in? The head of an autoencoder.', 'zh-CN': '输入是什么？自编码器的任务头。' },
    more: {
      en: 'The head takes as many numbers as the input has. With the squared error they are the reconstruction itself; with the cross entropy, for inputs between 0 and 1, their sigmoid is. Only a narrow layer on the way makes the task hard: it has to keep what matters.',
      'zh-CN':
        '任务头接收与输入同样多的数。用均方误差时这些数即为重建结果；用交叉熵时（输入在 0 到 1 之间）取其 sigmoid。中间有窄层时任务才有难度：它必须保留重要的信息。',
    },
  },
  losses: [
    { id: 'mse', title: { en: 'mean squared error', 'zh-CN': '均方误差' } },
    { id: 'crossEntropy', title: { en: 'cross entropy', 'zh-CN': '交叉熵' } },
  ],
  accepts: (target) => target.format === 'input',
  logitsShape: (target) => inputOf(target).shape,
  targetStorage: (target) => ({ shape: inputOf(target).shape, dtype: 'f32' }),
  loss(b, loss, logits, targets) {
    const each = loss === 'mse' ? b.unary('square', b.sub(logits, targets)) : softCrossEntropy(b, logits, targets);
    return b.mean(
      each,
      logits.shape.slice(1).map((_, axis) => axis + 1),
    );
  },
  activate: (b, logits, loss) => (loss === 'mse' ? logits : b.unary('sigmoid', logits)),
  outputActivation: (loss) => (loss === 'mse' ? 'linear' : 'sigmoid'),
  summarize: summarizeReconstructions,
  ...judging(judgeReconstructions, () => [mse, psnr]),
};
