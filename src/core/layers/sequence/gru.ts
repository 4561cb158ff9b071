import { at } from '../../util/assert-never.ts';
import { type Cell, gatesOf, lowerRecurrent, recurrentFields, recurrentPorts, recurrentSchema } from '../support/recurrent.ts';
import type { LayerKind } from '../types.ts';

/**
 * With W = [Wz, Wr, Wh] and U likewise: z = σ(x·Wz + h·Uz), r = σ(x·Wr + h·Ur), g = tanh(x·Wh + (r ∘ h)·Uh), h' = z ∘ h + (1 − z) ∘ g. The
 * reset gate acts before the product with Uh, as in the paper and in tfjs (`reset_after: false`); PyTorch and cuDNN let it act after.
 */
const cell: Cell = {
  gates: 3,
  bias: () => ({ kind: 'zeros' }),
  hidden: 0,
  prepare: (b, kernel, units) => [gatesOf(b, kernel, units, 0, 2), gatesOf(b, kernel, units, 2)],
  step(b, weights, x, states, units) {
    const h = at(states, 0);
    const gates = b.unary('sigmoid', b.add2(gatesOf(b, x, units, 0, 2), b.matmul(h, at(weights, 0))));
    const [update, reset] = [gatesOf(b, gates, units, 0), gatesOf(b, gates, units, 1)];
    const proposed = b.unary('tanh', b.add2(gatesOf(b, x, units, 2), b.matmul(b.mul(reset, h), at(weights, 1))));
    return [b.add2(proposed, b.mul(update, b.sub(h, proposed)))];
  },
};

/** [N, L, F] → [N, units] or [N, L, units]; `state` [N, units] is the first h. Keras' GRU with `reset_after: false`. */
export const gru: LayerKind<ReturnType<typeof recurrentSchema.parse>, 'gru'> = {
  kind: 'gru',
  category: 'sequence',
  icon: 'IconRepeat',
  schema: recurrentSchema,
  fields: recurrentFields,
  inputs: recurrentPorts,
  text: {
    title: { en: 'GRU', 'zh-CN': 'GRU 循环层' },
    summary: {
      en: 'Reads a sequence step by step and decides at each what to keep.',
      'zh-CN': '逐步读取序列，每一步决定保留什么。',
    },
    more: {
      en: 'One gate mixes the old state with a proposed one, another says how much of the old one the proposal sees (Cho et al., 2014). It has three quarters of an LSTM’s weights and often does as well. At padding the state stays as it is. As with reset_after=False in Keras, the reset acts before the recurrent product, with one bias; PyTorch, and Keras by default, let it act after, with two, so their weights cannot be carried over exactly.',
      'zh-CN':
        '一个门混合旧状态与候选状态，另一个门决定候选状态能看到多少旧状态（Cho 等，2014）。权重只有 LSTM 的四分之三，效果往往相当。遇到填充时状态保持不变。与 Keras 的 reset_after=False 相同，重置门作用于循环乘积之前，只有一个偏置；PyTorch 与 Keras 的默认做法是作用于其后，并有两个偏置，因此权重无法完全对应。',
    },
  },
  lower: (ctx, params, inputs) => lowerRecurrent(ctx, cell, params, inputs),
};
