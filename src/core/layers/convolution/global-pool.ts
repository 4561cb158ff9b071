import { z } from 'zod';
import type { Tensor } from '../../program/builder.ts';
import { at } from '../../util/assert-never.ts';
import { inputOf, refuseRank } from '../support/inputs.ts';
import { maxOverTime, meanOverTime } from '../support/sequence.ts';
import { type LayerKind, singleInput } from '../types.ts';

const schema = z.strictObject({ mode: z.enum(['average', 'max']).default('average') });

/** [N, H, W, C] → [N, C], or [N, L, C] → [N, C] over the positions that are not padding (0 where there is none). Throws `shape.rank`. */
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
        en: 'The mean says how much of a pattern there is in the image or the sequence, the maximum whether it occurs at all.',
        'zh-CN': '平均值反映模式在图像或序列中有多少，最大值反映模式是否出现。',
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
      en: 'Turns an image of any size, or a sequence of any length, into one feature per channel, and so replaces Flatten and a large Dense layer with no weights at all (Lin, Chen and Yan, 2014). Padding of sequences does not count. It forgets where things are: a task that needs positions should branch off before it.',
      'zh-CN':
        '把任意尺寸的图像或任意长度的序列变成每通道一个特征，无需任何权重即可取代“展平 + 大型全连接”（Lin、Chen 与 Yan，2014）。序列的填充位置不计入。它不保留位置信息：需要位置的任务应在它之前分支。',
    },
  },
  lower(ctx, { mode }, inputs) {
    const { b } = ctx;
    const x = inputOf(ctx, inputs);
    if (x.shape.length === 3) {
      const sequence = { x, mask: ctx.maskOf('in') };
      return mode === 'average' ? meanOverTime(b, sequence) : maxOverTime(b, sequence);
    }
    if (x.shape.length !== 4) refuseRank(x, '2 / 3');
    const spatial = [1, 2];
    const pooled: Tensor = mode === 'average' ? b.mean(x, spatial, true) : b.reduce('max', x, spatial);
    return b.reshape(pooled, [at(x.shape, 0), at(x.shape, 3)]);
  },
};
