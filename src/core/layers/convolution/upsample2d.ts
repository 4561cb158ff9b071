import { z } from 'zod';
import type { ProgramBuilder, Tensor } from '../../program/builder.ts';
import { at } from '../../util/assert-never.ts';
import { imageOf } from '../support/inputs.ts';
import { pairSchema } from '../support/windows.ts';
import { type LayerKind, singleInput } from '../types.ts';

const modes = ['nearest', 'bilinear'] as const;
type Mode = (typeof modes)[number];

const schema = z.strictObject({ size: pairSchema(16).default([2, 2]), mode: z.enum(modes).default('nearest') });

/**
 * `axis` becomes `factor` times longer: value i·factor + j is x_i («nearest»), or x_i + j/factor·(x_{i+1} − x_i), the last value standing
 * for its missing neighbour («bilinear», as TensorFlow's resizing does by default).
 */
function stretch(b: ProgramBuilder, x: Tensor, axis: number, factor: number, mode: Mode): Tensor {
  if (factor === 1) return x;
  const extent = at(x.shape, axis);
  const [outer, inner] = [x.shape.slice(0, axis), x.shape.slice(axis + 1)];
  const apart = (values: Tensor): Tensor => b.reshape(values, [...outer, extent, 1, ...inner]);
  const whole = [...outer, extent * factor, ...inner];
  if (mode === 'nearest' || extent === 1) return b.reshape(b.broadcast(apart(x), [...outer, extent, factor, ...inner]), whole);
  const part = (from: number, length: number): Tensor =>
    b.slice(
      x,
      x.shape.map((_, i) => (i === axis ? from : 0)),
      x.shape.map((own, i) => (i === axis ? length : own)),
    );
  const next = b.concat([part(1, extent - 1), part(extent - 1, 1)], axis);
  const shares = b.constant(() => Array.from({ length: factor }, (_, j) => j / factor), [factor, ...inner.map(() => 1)]);
  return b.reshape(b.add2(apart(x), b.mul(apart(b.sub(next, x)), shares)), whole);
}

/** [N, H, W, C] → [N, H·size, W·size, C] */
export const upsample2d: LayerKind<z.infer<typeof schema>, 'upsample2d'> = {
  kind: 'upsample2d',
  category: 'convolution',
  icon: 'IconArrowsMaximize',
  schema,
  fields: [
    {
      name: 'size',
      title: { en: 'Factor', 'zh-CN': '倍数' },
      help: { en: 'How many times higher and wider the image becomes.', 'zh-CN': '图像的高和宽各放大多少倍。' },
      control: 'integers',
      length: 2,
    },
    {
      name: 'mode',
      title: { en: 'New pixels', 'zh-CN': '新像素' },
      help: {
        en: 'Copies keep edges hard; blends between neighbours make them smooth. Blends count from the corner, as TensorFlow 1 did; PyTorch and Keras count from the centres of pixels.',
        'zh-CN':
          '复制会保留锐利的边缘；在相邻像素之间插值则使其平滑。插值以角点为基准（与 TensorFlow 1 相同），PyTorch 与 Keras 则以像素中心为基准。',
      },
      control: 'choice',
      options: [
        { value: 'nearest', title: { en: 'nearest copy', 'zh-CN': '复制（最近邻）' } },
        { value: 'bilinear', title: { en: 'bilinear blend', 'zh-CN': '插值（双线性）' } },
      ],
    },
  ],
  inputs: singleInput,
  text: {
    title: { en: 'Upsample 2D', 'zh-CN': '上采样' },
    summary: { en: 'Enlarges an image; nothing is learned.', 'zh-CN': '放大图像，不学习任何参数。' },
    more: {
      en: 'Brings a small feature map back to the size of the picture, for tasks that answer per pixel. Followed by a Conv 2D it is the usual step of a decoder, without the checkerboard patterns of a transposed convolution (Odena, Dumoulin and Olah, 2016).',
      'zh-CN':
        '把较小的特征图放大到图像尺寸，用于逐像素输出的任务。其后接二维卷积是解码器的常见做法，不会出现转置卷积的棋盘状伪影（Odena、Dumoulin 与 Olah，2016）。',
    },
  },
  lower(ctx, { size, mode }, inputs) {
    return stretch(ctx.b, stretch(ctx.b, imageOf(ctx, inputs), 1, size[0], mode), 2, size[1], mode);
  },
};
