import { z } from 'zod';
import { at } from '../../util/assert-never.ts';
import { featuresOf } from '../support/inputs.ts';
import { sequenceAt } from '../support/sequence.ts';
import { type LayerKind, singleInput } from '../types.ts';

const schema = z.strictObject({ place: z.enum(['add', 'prepend']).default('add') });

/**
 * `add`: [N, ..., F] → the same shape, plus one learned vector [F] everywhere. `prepend`: [N, L, F] → [N, L + 1, F], the vector as a first
 * position, which is always valid.
 */
export const taskEmbedding: LayerKind<z.infer<typeof schema>, 'taskEmbedding'> = {
  kind: 'taskEmbedding',
  category: 'sequence',
  icon: 'IconTag',
  schema,
  fields: [
    {
      name: 'place',
      title: { en: 'Place', 'zh-CN': '方式' },
      help: {
        en: 'Added, the vector shifts every position alike; as an extra token in front, attention can ask for it, and gather the answer there.',
        'zh-CN': '相加时，该向量使每个位置同样偏移；作为最前面的额外词元时，注意力可以查询它，并把结果汇集在那里。',
      },
      control: 'choice',
      options: [
        { value: 'add', title: { en: 'every position', 'zh-CN': '加到每个位置' } },
        { value: 'prepend', title: { en: 'token in front', 'zh-CN': '最前面的词元' } },
      ],
    },
  ],
  inputs: singleInput,
  text: {
    title: { en: 'Task embedding', 'zh-CN': '任务嵌入' },
    summary: {
      en: 'Tells the layers behind it which task they work for, as a learned vector.',
      'zh-CN': '用一个可学习的向量告诉其后的层在为哪个任务工作。',
    },
    more: {
      en: 'One vector per task lets shared knowledge be read in a task’s own way at almost no cost, as language tags do for translation into many languages (Johnson et al., 2017). Put one at the start of each task’s branch.',
      'zh-CN':
        '每个任务一个向量，以极低的代价让各任务以自己的方式使用共享知识，正如多语言翻译中的语言标记（Johnson 等，2017）。请在每个任务分支的开头各放一个。',
    },
  },
  lower(ctx, { place }, inputs) {
    const { b } = ctx;
    const x = featuresOf(ctx, inputs);
    const [n, features] = [at(x.shape, 0), at(x.shape, x.shape.length - 1)];
    const vector = ctx.parameter('embedding', [features], { kind: 'normal', deviation: 0.05 });
    if (place === 'add') return b.add2(x, vector);
    const sequence = sequenceAt(ctx, inputs);
    if (sequence.mask) ctx.writeMask(b.concat([b.fill([n, 1], 1), sequence.mask], 1));
    return b.concat([b.broadcast(b.reshape(vector, [1, 1, features]), [n, 1, features]), sequence.x], 1);
  },
};
