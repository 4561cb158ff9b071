import { z } from 'zod';
import type { Tensor } from '../../program/builder.ts';
import { sizeOf } from '../../program/shapes.ts';
import { at } from '../../util/assert-never.ts';
import type { FieldSpec, LowerContext } from '../types.ts';
import type { ActivationId } from './activations.ts';
import { type InitializerId, kernelInitializer } from './initializers.ts';
import { regularize } from './regularizers.ts';
import { paddings, pairSchema, windowOver } from './windows.ts';

/** What a convolution that treats every channel by itself lets one choose. */
export const depthwiseShape = {
  kernel: pairSchema(32).default([3, 3]),
  stride: pairSchema(16).default([1, 1]),
  padding: z.enum(paddings).default('same'),
  multiplier: z.int().min(1).max(64).default(1),
};
const depthwiseSchema = z.object(depthwiseShape);
export type Depthwise = z.infer<typeof depthwiseSchema>;

export const kernelField: FieldSpec = {
  name: 'kernel',
  title: { en: 'Kernel size', 'zh-CN': '卷积核大小' },
  help: {
    en: 'Height and width of a pattern. A larger one sees more of the image at once and costs more.',
    'zh-CN': '模式的高和宽。越大则一次看到的区域越大，计算量也越大。',
  },
  control: 'integers',
  length: 2,
};

export const multiplierField: FieldSpec = {
  name: 'multiplier',
  title: { en: 'Patterns per channel', 'zh-CN': '每通道模式数' },
  help: {
    en: 'How many patterns are looked for in each channel; so many times more channels come out of this part.',
    'zh-CN': '在每个通道中寻找多少种模式；这一步输出的通道数按此倍数增加。',
  },
  control: 'integer',
  min: 1,
  max: 64,
};

interface Weights {
  readonly activation: ActivationId;
  readonly initializer: InitializerId;
  readonly l1: number;
  readonly l2: number;
}

/**
 * [N, H, W, C] → [N, OH, OW, C·multiplier]: each channel is convolved with kernels of its own, parameter `depthwiseKernel`
 * [KH, KW, C, multiplier]. The windows' cells times the kernel, summed over the window.
 */
export function depthwise(ctx: LowerContext, x: Tensor, params: Depthwise, weights: Weights): Tensor {
  const { b } = ctx;
  const { kernel, multiplier } = params;
  const channels = at(x.shape, 3);
  const fan = sizeOf(kernel);
  const initializer = kernelInitializer(weights.initializer, weights.activation, fan, fan * multiplier);
  const values = ctx.parameter('depthwiseKernel', [...kernel, channels, multiplier], initializer);
  regularize(ctx, values, weights);
  const cells = b.unfold(x, windowOver(x, params));
  const positions = cells.shape.slice(0, 3);
  const products = b.mul(b.reshape(cells, [sizeOf(positions), fan, channels, 1]), b.reshape(values, [fan, channels, multiplier]));
  return b.reshape(b.sum(products, [1]), [...positions, channels * multiplier]);
}
