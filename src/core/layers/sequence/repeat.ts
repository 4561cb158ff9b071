import { z } from 'zod';
import { at } from '../../util/assert-never.ts';
import { inputOf, refuseRank } from '../support/inputs.ts';
import { type LayerKind, singleInput } from '../types.ts';

const schema = z.strictObject({ length: z.int().min(1).max(4096).default(8) });

/** [N, F] → [N, length, F]; with a sequence [N, L, ...] at the port `like`, as long as that and with its mask. */
export const repeat: LayerKind<z.infer<typeof schema>, 'repeat'> = {
  kind: 'repeat',
  category: 'sequence',
  icon: 'IconCopy',
  schema,
  fields: [
    {
      name: 'length',
      title: { en: 'Length', 'zh-CN': '长度' },
      help: {
        en: 'How many positions come out. A sequence connected to “as long as” decides instead.',
        'zh-CN': '输出多少个位置。若在“与之等长”端口接入序列，则由它决定。',
      },
      control: 'integer',
      min: 1,
      max: 4096,
    },
  ],
  inputs: [...singleInput, { id: 'like', title: { en: 'as long as', 'zh-CN': '与之等长' }, many: false, min: 0 }],
  text: {
    title: { en: 'Repeat', 'zh-CN': '重复' },
    summary: { en: 'Puts the same features at every position of a sequence.', 'zh-CN': '把同样的特征放到序列的每个位置。' },
    more: {
      en: 'Hands a summary of the source to every step of a decoder (Cho et al., 2014), or facts about a whole example to each of its positions. Nothing is learned.',
      'zh-CN': '把对源序列的概括交给解码器的每一步（Cho 等，2014），或把整个样本的信息交给它的每个位置。不学习任何参数。',
    },
  },
  lower(ctx, { length }, inputs) {
    const { b } = ctx;
    const x = inputOf(ctx, inputs);
    if (x.shape.length !== 2) refuseRank(x, '1');
    const like = inputs.like?.[0];
    if (like && like.shape.length < 2) refuseRank(like, '≥ 1');
    const [n, features] = [at(x.shape, 0), at(x.shape, 1)];
    ctx.writeMask(ctx.maskOf('like'));
    return b.broadcast(b.reshape(x, [n, 1, features]), [n, like ? at(like.shape, 1) : length, features]);
  },
};
