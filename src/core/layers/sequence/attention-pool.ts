import { z } from 'zod';
import { at } from '../../util/assert-never.ts';
import { maskedSoftmax, sequenceAt } from '../support/sequence.ts';
import { type LayerKind, singleInput } from '../types.ts';

const schema = z.strictObject({ units: z.int().min(1).max(4096).default(32) });

/** [N, L, F] → [N, F]: Σ aₜ·xₜ with a = softmax over the valid t of query · tanh(W·xₜ + b); zeros for an empty sequence. */
export const attentionPool: LayerKind<z.infer<typeof schema>, 'attentionPool'> = {
  kind: 'attentionPool',
  category: 'sequence',
  icon: 'IconFilterStar',
  schema,
  fields: [
    {
      name: 'units',
      title: { en: 'Units', 'zh-CN': '单元数' },
      help: {
        en: 'The width of the small network that judges how much each position matters.',
        'zh-CN': '用于判断各位置重要程度的小网络的宽度。',
      },
      control: 'integer',
      min: 1,
      max: 4096,
    },
  ],
  inputs: singleInput,
  text: {
    title: { en: 'Attention pool', 'zh-CN': '注意力池化' },
    summary: {
      en: 'A weighted mean over time that has learned where to look.',
      'zh-CN': '对时间做加权平均，并学会该看哪里。',
    },
    more: {
      en: 'A learned question is put to every position, and the answers decide its share of the result (Yang et al., 2016). Give each task one of its own: the same shared sequence is then read in different ways, and the shares show what each task looks at.',
      'zh-CN':
        '用一个可学习的查询询问每个位置，由应答决定它在结果中的份额（Yang 等，2016）。为每个任务各设一个：同一共享序列便以不同方式被读取，份额显示各任务关注哪里。',
    },
  },
  lower(ctx, { units }, inputs) {
    const { b } = ctx;
    const { x, mask } = sequenceAt(ctx, inputs);
    const [n, length, features] = [at(x.shape, 0), at(x.shape, 1), at(x.shape, 2)];
    const kernel = ctx.parameter('kernel', [features, units], { kind: 'glorot', fanIn: features, fanOut: units });
    const bias = ctx.parameter('bias', [units], { kind: 'zeros' });
    const query = ctx.parameter('query', [units, 1], { kind: 'glorot', fanIn: units, fanOut: 1 });
    const hidden = b.unary('tanh', b.add2(b.matmul(b.reshape(x, [n * length, features]), kernel), bias));
    const shares = maskedSoftmax(b, b.reshape(b.matmul(hidden, query), [n, length]), mask);
    ctx.expose('positions', shares, 'positions');
    return b.reshape(b.matmul(b.reshape(shares, [n, 1, length]), x), [n, features]);
  },
};
