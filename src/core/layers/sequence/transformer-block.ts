import { z } from 'zod';
import type { Tensor } from '../../program/builder.ts';
import { at } from '../../util/assert-never.ts';
import { activate, activationOptions } from '../support/activations.ts';
import { attend, headFields, headsShape } from '../support/attention.ts';
import { dropped } from '../support/dropped.ts';
import { kernelInitializer } from '../support/initializers.ts';
import { epsilonSchema, layerNormalized } from '../support/normalize.ts';
import { optionalSequence, sequenceAt } from '../support/sequence.ts';
import { type LayerKind, type LowerContext, memoryPort, singleInput } from '../types.ts';

const activations = ['gelu', 'relu'] as const;

const schema = z.strictObject({
  ...headsShape,
  hidden: z.int().min(1).max(16384).default(128),
  activation: z.enum(activations).default('gelu'),
});
type BlockParams = z.infer<typeof schema>;

/** As in the Layer norm by itself. */
const epsilon = epsilonSchema.parse(undefined);

/** rows [N, L, F] → [N, L, F] through `hidden` units, each position by itself. */
function feedForward(ctx: LowerContext, x: Tensor, { hidden, activation }: BlockParams): Tensor {
  const { b } = ctx;
  const [n, length, features] = [at(x.shape, 0), at(x.shape, 1), at(x.shape, 2)];
  const rows = b.reshape(x, [n * length, features]);
  const wide = b.add2(
    b.matmul(rows, ctx.parameter('hiddenKernel', [features, hidden], kernelInitializer('auto', activation, features, hidden))),
    ctx.parameter('hiddenBias', [hidden], { kind: 'zeros' }),
  );
  const narrow = b.add2(
    b.matmul(
      activate(b, activation, wide),
      ctx.parameter('narrowKernel', [hidden, features], kernelInitializer('auto', 'none', hidden, features)),
    ),
    ctx.parameter('narrowBias', [features], { kind: 'zeros' }),
  );
  return b.reshape(narrow, [n, length, features]);
}

/**
 * [N, L, F] → the same shape: x + attention(norm(x)), then, with a sequence [N, M, G] at the port `memory`, x + attention(norm(x), memory), then
 * x + MLP(norm(x)). Normalising first needs no warm-up (Xiong et al., 2020).
 */
export const transformerBlock: LayerKind<BlockParams, 'transformerBlock'> = {
  kind: 'transformerBlock',
  category: 'sequence',
  icon: 'IconBlocks',
  schema,
  fields: [
    ...headFields,
    {
      name: 'hidden',
      title: { en: 'Hidden units', 'zh-CN': '隐藏单元数' },
      help: {
        en: 'The width of the two Dense layers that each position passes after attention; four times the features is usual.',
        'zh-CN': '注意力之后每个位置所经过的两层全连接的宽度；通常取特征数的四倍。',
      },
      control: 'integer',
      min: 1,
      max: 16384,
    },
    {
      name: 'activation',
      title: { en: 'Activation', 'zh-CN': '激活函数' },
      help: {
        en: 'GELU is smoother and usual in Transformers; ReLU, of the first one, is cheaper.',
        'zh-CN': 'GELU 更平滑，是 Transformer 中的常用选择；最初的 Transformer 使用 ReLU，计算更省。',
      },
      control: 'choice',
      options: activationOptions(activations),
    },
  ],
  inputs: [...singleInput, memoryPort],
  text: {
    title: { en: 'Transformer block', 'zh-CN': 'Transformer 块' },
    summary: {
      en: 'Attention among all positions, then a small network at each of them.',
      'zh-CN': '先在所有位置之间做注意力，再在每个位置上通过一个小网络。',
    },
    more: {
      en: 'The unit of which BERT and GPT are stacked (Vaswani et al., 2017), normalised before each part, so that it trains without a warm-up (Xiong et al., 2020). Looking back only, with an encoder at “memory”, it is a decoder’s block. Its layer norms have an ε of 1e-3 (PyTorch: 1e-5), and its GELU is the tanh form.',
      'zh-CN':
        'BERT 与 GPT 由这种单元堆叠而成（Vaswani 等，2017）；此处在每一部分之前归一化，无需学习率预热即可训练（Xiong 等，2020）。若只看前文并在“记忆”端口接入编码器，它就是解码器的块。其中层归一化的 ε 为 1e-3（PyTorch 为 1e-5），GELU 为 tanh 近似形式。',
    },
  },
  lower(ctx, params, inputs) {
    const { b } = ctx;
    const { x, mask } = sequenceAt(ctx, inputs);
    const memory = optionalSequence(ctx, inputs, 'memory');
    const norm = (sequence: Tensor, prefix: string): Tensor => layerNormalized(ctx, sequence, epsilon, prefix);
    const added = (sequence: Tensor, name: string, change: Tensor): Tensor =>
      b.add2(sequence, dropped(ctx, `${name}Dropout`, change, params.dropout));
    ctx.writeMask(mask);
    const attended = added(x, 'self', attend(ctx, 'attention', { x: norm(x, 'attentionNorm'), mask }, null, params));
    const informed = memory
      ? added(
          attended,
          'cross',
          attend(ctx, 'cross', { x: norm(attended, 'crossNorm'), mask }, memory, { ...params, causal: false }),
        )
      : attended;
    return added(informed, 'mlp', feedForward(ctx, norm(informed, 'hiddenNorm'), params));
  },
};
