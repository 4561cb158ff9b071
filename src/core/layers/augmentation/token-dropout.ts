import { z } from 'zod';
import { at } from '../../util/assert-never.ts';
import { DiagnosticError, diagnostic } from '../../util/diagnostics.ts';
import { type LayerKind, singleInput } from '../types.ts';

const schema = z.strictObject({
  rate: z.number().min(0).max(0.95).default(0.1),
  replacement: z.int().min(0).max(1_000_000).default(1),
});

/** Token ids i32 [N, ...] → the same shape: while training some ids become `replacement`, 0 (padding) never. Throws `layer.tokens`. */
export const tokenDropout: LayerKind<z.infer<typeof schema>, 'tokenDropout'> = {
  kind: 'tokenDropout',
  category: 'augmentation',
  icon: 'IconTextScan2',
  schema,
  fields: [
    {
      name: 'rate',
      title: { en: 'Rate', 'zh-CN': '随机失活率' },
      help: {
        en: 'The share of tokens replaced at each training step.',
        'zh-CN': '每个训练步中被替换的词元比例。',
      },
      control: 'number',
      min: 0,
      max: 0.95,
      step: 0.05,
    },
    {
      name: 'replacement',
      title: { en: 'Replaced by', 'zh-CN': '替换为' },
      help: {
        en: 'The number that stands in: that of the unknown token, so that the network learns what to do about words it has never seen.',
        'zh-CN': '用来替换的编号：取“未知词元”的编号，使网络学会应对从未见过的词。',
      },
      control: 'integer',
      min: 0,
      max: 1_000_000,
    },
  ],
  inputs: singleInput,
  text: {
    title: { en: 'Token dropout', 'zh-CN': '词元随机失活' },
    summary: {
      en: 'Replaces random tokens while training; does nothing afterwards.',
      'zh-CN': '训练时随机替换部分词元；预测时不起作用。',
    },
    more: {
      en: 'A text must be understood from what is left, so no single word decides (word dropout: Iyyer et al., 2015). It stands between the input and the embedding, and also teaches the embedding of the unknown token.',
      'zh-CN':
        '网络必须从剩余内容理解文本，不会由单个词决定结果（word dropout：Iyyer 等，2015）。放在输入与嵌入之间，同时也训练了未知词元的嵌入。',
    },
  },
  lower(ctx, { rate, replacement }, inputs) {
    const { b } = ctx;
    const tokens = at(inputs.in ?? [], 0);
    if (tokens.dtype !== 'i32') throw new DiagnosticError(diagnostic('layer.tokens', {}));
    ctx.writeMask(ctx.maskOf('in'));
    if (!ctx.training || rate === 0) return tokens;
    const drawn = b.binary('greater', b.scalar(rate), ctx.random('mask', tokens.shape));
    const isToken = b.binary('greater', b.toFloat(tokens), b.scalar(0));
    return b.select(b.mul(drawn, isToken), b.constant([replacement], [1], 'i32'), tokens);
  },
};
