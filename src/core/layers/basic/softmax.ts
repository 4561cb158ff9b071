import { z } from 'zod';
import { featuresOf } from '../support/inputs.ts';
import { type LayerKind, singleInput } from '../types.ts';

const schema = z.strictObject({});

/** [N, ..., C] → shares that sum to 1 over the last axis. */
export const softmax: LayerKind<z.infer<typeof schema>, 'softmax'> = {
  kind: 'softmax',
  category: 'basic',
  icon: 'IconChartDonut',
  schema,
  fields: [],
  inputs: singleInput,
  text: {
    title: { en: 'Softmax', 'zh-CN': 'Softmax（概率）' },
    summary: {
      en: 'Turns logits into probabilities that sum to 1.',
      'zh-CN': '把 logits 变为总和为 1 的概率。',
    },
    more: {
      en: 'Computes eˣ / Σ eˣ over the last axis. A task’s output applies it by itself; it is wanted where one task’s probabilities feed another task, as in a cascade.',
      'zh-CN': '在最后一个轴上计算 eˣ / Σ eˣ。任务的输出会自行应用它；当一个任务的概率要输入另一个任务（级联）时才需要单独使用。',
    },
  },
  lower: (ctx, _params, inputs) => ctx.b.softmax(featuresOf(ctx, inputs)),
};
