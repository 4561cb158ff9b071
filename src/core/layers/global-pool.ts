import { z } from 'zod';
import type { Tensor } from '../program/builder.ts';
import { at } from '../util/assert-never.ts';
import { imageOf } from './inputs.ts';
import { type LayerKind, singleInput } from './types.ts';

const schema = z.strictObject({ mode: z.enum(['average', 'max']).default('average') });

/** [N, H, W, C] → [N, C] */
export const globalPool: LayerKind<z.infer<typeof schema>, 'globalPool'> = {
  kind: 'globalPool',
  category: 'convolution',
  icon: 'IconArrowsMinimize',
  schema,
  fields: [
    {
      name: 'mode',
      title: { en: 'Keep', 'zh-CN': '保留' },
      help: {
        en: 'The mean says how much of a pattern there is in the image, the maximum whether it occurs at all.',
        'zh-CN': '平均值反映模式在图像中有多少，最大值反映模式是否出现。',
      },
      control: 'choice',
      options: [
        { value: 'average', title: { en: 'the mean', 'zh-CN': '平均值' } },
        { value: 'max', title: { en: 'the maximum', 'zh-CN': '最大值' } },
      ],
    },
  ],
  inputs: singleInput,
  text: {
    title: { en: 'Global pool', 'zh-CN': '全局池化' },
    summary: { en: 'Makes one number of each whole channel.', 'zh-CN': '把每个通道整体汇聚为一个数。' },
    more: {
      en: 'Turns an image of any size into one feature per channel, and so replaces Flatten and a large Dense layer with no weights at all (Lin, Chen and Yan, 2014). It forgets where things are: a task that needs positions should branch off before it.',
      'zh-CN':
        '把任意尺寸的图像变成每通道一个特征，无需任何权重即可取代“展平 + 大型全连接”（Lin、Chen 与 Yan，2014）。它不保留位置信息：需要位置的任务应在它之前分支。',
    },
  },
  lower(ctx, { mode }, inputs) {
    const { b } = ctx;
    const x = imageOf(ctx, inputs);
    const spatial = [1, 2];
    const pooled: Tensor = mode === 'average' ? b.mean(x, spatial, true) : b.reduce('max', x, spatial);
    return b.reshape(pooled, [at(x.shape, 0), at(x.shape, 3)]);
  },
};
