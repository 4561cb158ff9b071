import { z } from 'zod';
import { sizeOf } from '../../program/shapes.ts';
import { at } from '../../util/assert-never.ts';
import { activate } from '../support/activations.ts';
import { affineFields, affineShape } from '../support/affine.ts';
import { kernelField } from '../support/depthwise.ts';
import { kernelInitializer } from '../support/initializers.ts';
import { imageOf } from '../support/inputs.ts';
import { regularize } from '../support/regularizers.ts';
import { paddingField, paddings, pairSchema, windowOver } from '../support/windows.ts';
import { type LayerKind, singleInput } from '../types.ts';

const schema = z.strictObject({
  filters: z.int().min(1).max(4096).default(16),
  kernel: pairSchema(32).default([3, 3]),
  stride: pairSchema(16).default([2, 2]),
  padding: z.enum(paddings).default('same'),
  ...affineShape,
});

/**
 * [N, H, W, C] → [N, OH, OW, filters], OH = H·stride («same») or (H − 1)·stride + max(kernel, stride) («valid»). The kernel is
 * [KH, KW, filters, C]: the gradient of a convolution with respect to its image (Dumoulin and Visin, 2016), as Keras has it.
 */
export const transposedConv2d: LayerKind<z.infer<typeof schema>, 'transposedConv2d'> = {
  kind: 'transposedConv2d',
  category: 'convolution',
  icon: 'IconGridPattern',
  schema,
  fields: [
    {
      name: 'filters',
      title: { en: 'Filters', 'zh-CN': '滤波器数' },
      help: { en: 'The channels that come out.', 'zh-CN': '输出的通道数。' },
      control: 'integer',
      min: 1,
      max: 4096,
    },
    kernelField,
    {
      name: 'stride',
      title: { en: 'Stride', 'zh-CN': '步幅' },
      help: {
        en: 'How many times higher and wider the image becomes. A kernel size that the stride divides avoids a checkerboard pattern.',
        'zh-CN': '图像的高和宽放大多少倍。卷积核大小为步幅的整数倍时可避免棋盘状伪影。',
      },
      control: 'integers',
      length: 2,
    },
    paddingField,
    ...affineFields,
  ],
  inputs: singleInput,
  text: {
    title: { en: 'Transposed conv 2D', 'zh-CN': '转置卷积' },
    summary: {
      en: 'Paints learned patches to make a larger image of a smaller one.',
      'zh-CN': '用学到的小块“绘制”，把小图像变成大图像。',
    },
    more: {
      en: 'A convolution run backwards: every value puts its patch of weights on the larger image, overlaps added (Zeiler et al., 2010). The decoder of an autoencoder, or of a segmentation task, is made of it; upsampling followed by a Conv 2D does the same without checkerboard patterns (Odena et al., 2016). Its kernel is stored as [height, width, out, in].',
      'zh-CN':
        '反向的卷积：每个数把自己的权重块叠加到更大的图像上（Zeiler 等，2010）。常用于自编码器或分割任务的解码部分；“上采样 + 二维卷积”效果类似，且没有棋盘状伪影（Odena 等，2016）。卷积核按 [高, 宽, 输出, 输入] 存放。',
    },
  },
  lower(ctx, params, inputs) {
    const { b } = ctx;
    const { filters, kernel, stride, padding, activation } = params;
    const x = imageOf(ctx, inputs);
    const [batch, height, width, channels] = [at(x.shape, 0), at(x.shape, 1), at(x.shape, 2), at(x.shape, 3)];
    const extent = (own: number, axis: 0 | 1): number =>
      padding === 'same' ? own * stride[axis] : (own - 1) * stride[axis] + Math.max(kernel[axis], stride[axis]);
    const [outHeight, outWidth] = [extent(height, 0), extent(width, 1)];
    const cells = sizeOf(kernel);
    // Each result is the sum of about cells / stride² patches.
    const fanIn = Math.max(channels, Math.round((channels * cells) / sizeOf(stride)));
    const initializer = kernelInitializer(params.initializer, activation, fanIn, cells * filters);
    const values = ctx.parameter('kernel', [...kernel, filters, channels], initializer);
    regularize(ctx, values, params);
    const rows = b.reshape(x, [batch * height * width, channels]);
    const patches = b.matmul(rows, b.reshape(values, [cells * filters, channels]), false, true);
    const window = windowOver({ shape: [batch, outHeight, outWidth, filters] }, params);
    const image = b.fold(b.reshape(patches, [batch, height, width, cells * filters]), window, outHeight, outWidth);
    const result = params.useBias ? b.add2(image, ctx.parameter('bias', [filters], { kind: 'zeros' })) : image;
    return activate(b, activation, result);
  },
};
