import { z } from 'zod';
import type { Tensor } from '../../program/builder.ts';
import { at } from '../../util/assert-never.ts';
import { imageOf } from '../support/inputs.ts';
import { type LayerKind, type LowerContext, singleInput } from '../types.ts';

const schema = z.strictObject({ size: z.int().min(0).max(256).default(8) });

/** 1 at the places of an axis that the square covers, per sample [N, extent]; its middle is any place, equally likely. */
function covered(ctx: LowerContext, name: string, samples: number, extent: number, size: number): Tensor {
  const { b } = ctx;
  const middle = b.unary('floor', b.scale(ctx.random(name, [samples, 1]), extent));
  const offset = b.sub(
    b.constant(() => Array.from({ length: extent }, (_, place) => place + Math.floor(size / 2)), [extent]),
    middle,
  );
  return b.mul(b.binary('greaterEqual', offset, b.scalar(0)), b.binary('greater', b.scalar(size), offset));
}

/** [N, H, W, C] → the same shape; a square of each image, which may reach over its edge, becomes 0. */
export const cutout: LayerKind<z.infer<typeof schema>, 'cutout'> = {
  kind: 'cutout',
  category: 'augmentation',
  icon: 'IconSquareOff',
  schema,
  fields: [
    {
      name: 'size',
      title: { en: 'Side', 'zh-CN': '边长' },
      help: {
        en: 'Height and width of the square in pixels. About a quarter to half of the image’s side is usual.',
        'zh-CN': '方块的高和宽（像素），通常取图像边长的四分之一到一半。',
      },
      control: 'integer',
      min: 0,
      max: 256,
    },
  ],
  inputs: singleInput,
  text: {
    title: { en: 'Cut-out', 'zh-CN': '随机遮挡' },
    summary: {
      en: 'Blanks a square of each image while training; does nothing afterwards.',
      'zh-CN': '训练时遮住每张图像中的一个方块；预测时不起作用。',
    },
    more: {
      en: 'No single part of a picture can be relied on, so the network learns to use all of it (DeVries and Taylor, 2017). A square that is too large hides the answer itself.',
      'zh-CN': '不能依赖图像的任何单一部分，网络因此学会利用整张图像（DeVries 与 Taylor，2017）。方块过大会把答案本身遮住。',
    },
  },
  lower(ctx, { size }, inputs) {
    const { b } = ctx;
    const x = imageOf(ctx, inputs);
    if (!ctx.training || size === 0) return x;
    const [n, height, width] = [at(x.shape, 0), at(x.shape, 1), at(x.shape, 2)];
    const rows = b.reshape(covered(ctx, 'row', n, height, size), [n, height, 1, 1]);
    const columns = b.reshape(covered(ctx, 'column', n, width, size), [n, 1, width, 1]);
    return b.mul(x, b.sub(b.scalar(1), b.mul(rows, columns)));
  },
};
