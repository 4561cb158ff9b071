import { z } from 'zod';
import type { Tensor } from '../../program/builder.ts';
import { at } from '../../util/assert-never.ts';
import { imageOf } from '../support/inputs.ts';
import { rearrangeColumns, rearrangeRows, table } from '../support/rearrange.ts';
import { type LayerKind, type LowerContext, singleInput } from '../types.ts';

const schema = z.strictObject({ pixels: z.int().min(0).max(64).default(2) });

/** For each sample the matrix [size, size] that moves by a whole number of places, every one in −most … most equally likely. */
function shifts(ctx: LowerContext, name: string, samples: number, size: number, most: number): Tensor {
  const { b } = ctx;
  const drawn = b.unary('floor', b.scale(ctx.random(name, [samples, 1, 1]), 2 * most + 1));
  const shift = b.sub(drawn, b.scalar(most));
  return b.binary(
    'equal',
    table(b, size, (row, column) => row - column),
    shift,
  );
}

/** [N, H, W, C] → the same shape; each sample moves by up to `pixels` down or up and right or left, zeros coming in. */
export const randomShift: LayerKind<z.infer<typeof schema>, 'randomShift'> = {
  kind: 'randomShift',
  category: 'augmentation',
  icon: 'IconArrowsMove',
  schema,
  fields: [
    {
      name: 'pixels',
      title: { en: 'Pixels', 'zh-CN': '像素' },
      help: {
        en: 'The furthest that an image moves in each direction.',
        'zh-CN': '图像在每个方向上移动的最大距离。',
      },
      control: 'integer',
      min: 0,
      max: 64,
    },
  ],
  inputs: singleInput,
  text: {
    title: { en: 'Random shift', 'zh-CN': '随机平移' },
    summary: {
      en: 'Moves each image a little while training; does nothing afterwards.',
      'zh-CN': '训练时随机平移每张图像；预测时不起作用。',
    },
    more: {
      en: 'Every epoch shows other versions of the same pictures, which counters overfitting; moved digits are the classic case (Simard, Steinkraus and Platt, 2003). It moves the picture and not the labels: leave it out for tasks that ask where something is.',
      'zh-CN':
        '每个轮次看到的都是同一批图像的不同版本，可抑制过拟合；平移的手写数字是经典例子（Simard、Steinkraus 与 Platt，2003）。它只移动图像而不改变标签：询问位置的任务不应使用。',
    },
  },
  lower(ctx, { pixels }, inputs) {
    const x = imageOf(ctx, inputs);
    if (!ctx.training || pixels === 0) return x;
    const [n, height, width] = [at(x.shape, 0), at(x.shape, 1), at(x.shape, 2)];
    const moved = rearrangeRows(ctx.b, x, shifts(ctx, 'down', n, height, pixels));
    return rearrangeColumns(ctx.b, moved, shifts(ctx, 'right', n, width, pixels));
  },
};
