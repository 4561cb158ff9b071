import { z } from 'zod';
import { attend, headFields, headsShape } from '../support/attention.ts';
import { optionalSequence, sequenceAt } from '../support/sequence.ts';
import { type LayerKind, memoryPort, singleInput } from '../types.ts';

const schema = z.strictObject(headsShape);

/** [N, L, F] → the same shape; every position asks all positions of the same sequence, or of the one [N, M, G] at the port `memory`. */
export const multiHeadAttention: LayerKind<z.infer<typeof schema>, 'multiHeadAttention'> = {
  kind: 'multiHeadAttention',
  category: 'sequence',
  icon: 'IconFocus2',
  schema,
  fields: headFields,
  inputs: [...singleInput, memoryPort],
  text: {
    title: { en: 'Multi-head attention', 'zh-CN': '多头注意力' },
    summary: {
      en: 'Every position collects what it needs from all positions.',
      'zh-CN': '每个位置从所有位置收集自己需要的信息。',
    },
    more: {
      en: 'Each position sends out a question, each answers with a key and a value, and what fits best is mixed in, in one step over any distance (Vaswani et al., 2017). With a second sequence at “memory”, the questions go there: a decoder reads its source this way.',
      'zh-CN':
        '每个位置发出一个查询，每个位置以键和值应答，越匹配的内容混入越多，一步即可跨越任意距离（Vaswani 等，2017）。若在“记忆”端口接入另一个序列，查询便指向它：解码器正是这样读取源序列的。',
    },
  },
  lower(ctx, params, inputs) {
    const from = sequenceAt(ctx, inputs);
    ctx.writeMask(from.mask);
    return attend(ctx, 'attention', from, optionalSequence(ctx, inputs, 'memory'), params);
  },
};
