import { z } from 'zod';
import { sizeOf } from '../../program/shapes.ts';
import { at } from '../../util/assert-never.ts';
import { inputOf, sampleShape } from '../support/inputs.ts';
import { zeroPadding } from '../support/sequence.ts';
import { type LayerKind, singleInput } from '../types.ts';

const schema = z.strictObject({});

/** [N, ...] → [N, values], row-major. Padding becomes zeros. */
export const flatten: LayerKind<z.infer<typeof schema>, 'flatten'> = {
  kind: 'flatten',
  category: 'shape',
  icon: 'IconCubeUnfolded',
  schema,
  fields: [],
  inputs: singleInput,
  text: {
    title: { en: 'Flatten', 'zh-CN': '展平' },
    summary: {
      en: 'Lines up all numbers of an example in one row.',
      'zh-CN': '把一个样本的所有数排成一行。',
    },
    more: {
      en: 'Stands between layers that work on images and Dense layers, which work on rows. Nothing is computed and nothing is lost, but a Dense layer after it no longer knows which pixels were neighbours.',
      'zh-CN': '位于处理图像的层与处理向量的全连接层之间。不做计算，也不丢失数值，但其后的全连接层不再知道哪些像素相邻。',
    },
  },
  lower(ctx, _params, inputs) {
    const x = inputOf(ctx, inputs);
    return ctx.b.reshape(zeroPadding(ctx.b, x, ctx.maskOf('in')), [at(x.shape, 0), sizeOf(sampleShape(x))]);
  },
};
