import { imageOf } from '../support/inputs.ts';
import { type PoolParams, poolFields, poolSchema } from '../support/pooling.ts';
import { windowOver } from '../support/windows.ts';
import { type LayerKind, singleInput } from '../types.ts';

/** [N, H, W, C] → [N, OH, OW, C]; padding never wins. */
export const maxPool: LayerKind<PoolParams, 'maxPool'> = {
  kind: 'maxPool',
  category: 'convolution',
  icon: 'IconMathMax',
  schema: poolSchema,
  fields: poolFields,
  inputs: singleInput,
  text: {
    title: { en: 'Max pool', 'zh-CN': '最大池化' },
    summary: {
      en: 'Shrinks an image, keeping the largest number of each window.',
      'zh-CN': '缩小图像，保留每个窗口中的最大值。',
    },
    more: {
      en: 'Whether a pattern is present matters more than exactly where, so the strongest answer in each window is kept, channel by channel (Riesenhuber and Poggio, 1999). Only that cell receives a gradient.',
      'zh-CN':
        '模式是否出现比它的精确位置更重要，因此逐通道保留每个窗口中最强的响应（Riesenhuber 与 Poggio，1999）。只有该位置会得到梯度。',
    },
  },
  lower(ctx, params, inputs) {
    const x = imageOf(ctx, inputs);
    return ctx.b.maxPool(x, windowOver(x, { ...params, kernel: params.size }));
  },
};
