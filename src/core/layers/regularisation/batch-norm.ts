import { z } from 'zod';
import type { Tensor } from '../../program/builder.ts';
import { at } from '../../util/assert-never.ts';
import { featuresOf } from '../support/inputs.ts';
import { epsilonField, epsilonSchema, inverseDeviation, maskedMoments, moments } from '../support/normalize.ts';
import { type LayerKind, singleInput } from '../types.ts';

const schema = z.strictObject({ momentum: z.number().min(0).max(0.9999).default(0.99), epsilon: epsilonSchema });

/** [N, ..., C] → the same shape, normalised per channel over all other axes; padding is left out of the statistics. */
export const batchNorm: LayerKind<z.infer<typeof schema>, 'batchNorm'> = {
  kind: 'batchNorm',
  category: 'regularisation',
  icon: 'IconChartHistogram',
  schema,
  fields: [
    {
      name: 'momentum',
      title: { en: 'Momentum', 'zh-CN': '动量' },
      help: {
        en: 'How slowly the running mean and variance, used for validation and predictions, follow the batches. In short runs a lower value such as 0.9 keeps validation curves from lagging behind.',
        'zh-CN':
          '用于验证和预测的滑动均值与方差跟随批次变化的快慢，越大越慢。训练步数较少时，用 0.9 这样较小的值可以避免验证曲线滞后。',
      },
      control: 'number',
      min: 0,
      max: 0.9999,
      step: 0.01,
    },
    epsilonField,
  ],
  inputs: singleInput,
  text: {
    title: { en: 'Batch norm', 'zh-CN': '批归一化' },
    summary: {
      en: 'Gives every channel mean 0 and variance 1 within the batch, then learns a scale and a shift.',
      'zh-CN': '使每个通道在批次内均值为 0、方差为 1，再学习缩放与平移。',
    },
    more: {
      en: 'Keeps the signals of deep networks in range and allows larger learning rates (Ioffe and Szegedy, 2015). While training it uses the batch’s own statistics, afterwards their running averages: small batches make it noisy, and tasks that share it share those statistics. Frozen, it uses the running averages in training, too, and leaves them as they are. As in Keras, ε is 1e-3 (PyTorch: 1e-5), a momentum of 0.99 is what PyTorch calls 0.01, and the running variance is the biased one. Over padded sequences only real positions count.',
      'zh-CN':
        '使深层网络的信号保持在合适范围，从而可以使用更大的学习率（Ioffe 与 Szegedy，2015）。训练时使用批次自身的统计量，之后使用其滑动平均：批次太小会带来噪声，共享该层的任务也共享这些统计量。冻结后，训练时也使用滑动平均，且不再更新。与 Keras 相同：ε 为 1e-3（PyTorch 为 1e-5），动量 0.99 即 PyTorch 的 0.01，滑动方差为有偏估计。对带填充的序列只统计有效位置。',
    },
  },
  lower(ctx, { momentum, epsilon }, inputs) {
    const { b } = ctx;
    const x = featuresOf(ctx, inputs);
    const channels = [at(x.shape, x.shape.length - 1)];
    const gamma = ctx.parameter('gamma', channels, { kind: 'ones' });
    const beta = ctx.parameter('beta', channels, { kind: 'zeros' });
    const movingMean = ctx.state('movingMean', channels, { kind: 'zeros' });
    const movingVariance = ctx.state('movingVariance', channels, { kind: 'ones' });
    const rescale = (centred: Tensor, variance: Tensor): Tensor =>
      b.add2(b.mul(centred, b.mul(inverseDeviation(b, variance, epsilon), gamma)), beta);
    if (!ctx.training || ctx.frozen) return rescale(b.sub(x, movingMean), movingVariance);

    const mask = ctx.maskOf('in');
    const outer = x.shape.slice(0, -1).map((_, axis) => axis);
    const { mean, centred, variance } = mask ? maskedMoments(b, x, mask) : moments(b, x, outer);
    const follow = (moving: Tensor, batch: Tensor): Tensor =>
      b.add2(b.scale(moving, momentum), b.scale(b.reshape(batch, channels), 1 - momentum));
    ctx.writeState('movingMean', follow(movingMean, mean));
    ctx.writeState('movingVariance', follow(movingVariance, variance));
    return rescale(centred, variance);
  },
};
