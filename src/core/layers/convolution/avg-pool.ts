import { imageOf } from '../support/inputs.ts';
import { type PoolParams, poolFields, poolSchema } from '../support/pooling.ts';
import { windowOver } from '../support/windows.ts';
import { type LayerKind, singleInput } from '../types.ts';

/** [N, H, W, C] → [N, OH, OW, C]; the mean is taken over the cells inside the image. */
export const avgPool: LayerKind<PoolParams, 'avgPool'> = {
  kind: 'avgPool',
  category: 'convolution',
  icon: 'IconMathAvg',
  schema: poolSchema,
  fields: poolFields,
  inputs: singleInput,
  text: {
    title: { en: 'Average pool', 'zh-CN': '平均池化' },
    summary: {
      en: 'Shrinks an image, keeping the mean of each window.',
      'zh-CN': '缩小图像，保留每个窗口的平均值。',
    },
    more: {
      en: 'Smooths while it shrinks, channel by channel, as the subsampling layers of LeNet do (LeCun et al., 1998). Every cell of a window receives the same share of the gradient. With “same” padding, what lies outside the image counts nowhere; PyTorch counts its zeros unless told otherwise.',
      'zh-CN':
        '在缩小的同时逐通道平滑，与 LeNet 的下采样层相同（LeCun 等，1998）。窗口中的每个位置得到相同份额的梯度。采用“same”填充时，图像之外的部分不参与平均；PyTorch 默认会把填充的零计入。',
    },
  },
  lower(ctx, params, inputs) {
    const x = imageOf(ctx, inputs);
    return ctx.b.avgPool(x, windowOver(x, { ...params, kernel: params.size }));
  },
};
