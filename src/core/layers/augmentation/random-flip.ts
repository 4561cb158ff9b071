import { z } from 'zod';
import type { Tensor } from '../../program/builder.ts';
import { at } from '../../util/assert-never.ts';
import { imageOf } from '../support/inputs.ts';
import { rearrangeColumns, rearrangeRows, table } from '../support/rearrange.ts';
import { type LayerKind, type LowerContext, singleInput } from '../types.ts';

const schema = z.strictObject({ direction: z.enum(['horizontal', 'vertical', 'both']).default('horizontal') });

/** For each sample the matrix [size, size] that keeps the order of places, or the one that turns it around. */
function flips(ctx: LowerContext, name: string, samples: number, size: number): Tensor {
  const { b } = ctx;
  const turned = b.binary('greaterEqual', ctx.random(name, [samples, 1, 1]), b.scalar(0.5));
  return b.select(
    turned,
    table(b, size, (row, column) => (row + column === size - 1 ? 1 : 0)),
    table(b, size, (row, column) => (row === column ? 1 : 0)),
  );
}

/** [N, H, W, C] → the same shape; half of the samples are mirrored, in each direction that is asked for. */
export const randomFlip: LayerKind<z.infer<typeof schema>, 'randomFlip'> = {
  kind: 'randomFlip',
  category: 'augmentation',
  icon: 'IconFlipVertical',
  schema,
  fields: [
    {
      name: 'direction',
      title: { en: 'Direction', 'zh-CN': '方向' },
      help: {
        en: 'Which way images are mirrored. Most photographs mean the same from left to right; digits and letters do not.',
        'zh-CN': '图像沿哪个方向翻转。多数照片左右翻转后含义不变，数字和字母则不然。',
      },
      control: 'choice',
      options: [
        { value: 'horizontal', title: { en: 'left and right', 'zh-CN': '左右' } },
        { value: 'vertical', title: { en: 'up and down', 'zh-CN': '上下' } },
        { value: 'both', title: { en: 'both', 'zh-CN': '两者' } },
      ],
    },
  ],
  inputs: singleInput,
  text: {
    title: { en: 'Random flip', 'zh-CN': '随机翻转' },
    summary: {
      en: 'Mirrors half of the images while training; does nothing afterwards.',
      'zh-CN': '训练时随机翻转一半图像；预测时不起作用。',
    },
    more: {
      en: 'Doubles what can be seen of pictures whose meaning a mirror does not change (Krizhevsky, Sutskever and Hinton, 2012). It mirrors the picture and not the labels: leave it out for digits, letters, and tasks that ask where something is.',
      'zh-CN':
        '对镜像后含义不变的图像，可见的样本增加一倍（Krizhevsky、Sutskever 与 Hinton，2012）。它只翻转图像而不改变标签：数字、字母以及询问位置的任务不应使用。',
    },
  },
  lower(ctx, { direction }, inputs) {
    const x = imageOf(ctx, inputs);
    if (!ctx.training) return x;
    const [n, height, width] = [at(x.shape, 0), at(x.shape, 1), at(x.shape, 2)];
    const mirrored = direction === 'vertical' ? x : rearrangeColumns(ctx.b, x, flips(ctx, 'horizontal', n, width));
    return direction === 'horizontal' ? mirrored : rearrangeRows(ctx.b, mirrored, flips(ctx, 'vertical', n, height));
  },
};
