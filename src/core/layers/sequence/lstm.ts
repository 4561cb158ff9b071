import type { Tensor } from '../../program/builder.ts';
import { at } from '../../util/assert-never.ts';
import { type Cell, gatesOf, lowerRecurrent, recurrentFields, recurrentPorts, recurrentSchema } from '../support/recurrent.ts';
import type { LayerKind } from '../types.ts';

/**
 * With [i, f, g, o] = x·W + h·U + b: c' = σ(f)·c + σ(i)·tanh(g), h' = σ(o)·tanh(c'). The bias of the forget gate starts at 1 (Jozefowicz et al.,
 * 2015), as Keras' does.
 */
const cell: Cell = {
  gates: 4,
  bias: (units) => ({ kind: 'listed', values: [0, 1, 0, 0].flatMap((value) => new Array<number>(units).fill(value)) }),
  hidden: 1,
  prepare: (_b, kernel) => [kernel],
  step(b, weights, x, states, units) {
    const [h, c] = [at(states, 0), at(states, 1)];
    const gates = b.add2(x, b.matmul(h, at(weights, 0)));
    // Cut in order, and before use: so their gradients arrive side by side, and become one piece again.
    const cut = [0, 1, 2, 3].map((gate) => gatesOf(b, gates, units, gate));
    const open = (gate: number): Tensor => b.unary('sigmoid', at(cut, gate));
    const cellState = b.add2(b.mul(open(1), c), b.mul(open(0), b.unary('tanh', at(cut, 2))));
    return [b.mul(open(3), b.unary('tanh', cellState)), cellState];
  },
};

/** [N, L, F] → [N, units] or [N, L, units]; `state` [N, units] is the first h, and the first c is zero. Keras' LSTM. */
export const lstm: LayerKind<ReturnType<typeof recurrentSchema.parse>, 'lstm'> = {
  kind: 'lstm',
  category: 'sequence',
  icon: 'IconHistory',
  schema: recurrentSchema,
  fields: recurrentFields,
  inputs: recurrentPorts,
  text: {
    title: { en: 'LSTM', 'zh-CN': 'LSTM 循环层' },
    summary: {
      en: 'Reads a sequence step by step and keeps a memory with three gates.',
      'zh-CN': '逐步读取序列，用三个门管理记忆。',
    },
    more: {
      en: 'Gates learn what to store, to keep and to show, so that a memory, and its gradient, survive many steps (Hochreiter and Schmidhuber, 1997; the forget gate by Gers et al., 2000). At padding the state stays as it is. Gates stand in the order i, f, g, o, and the forget bias starts at 1; PyTorch has a second bias (0 makes them equal) and starts from a uniform distribution.',
      'zh-CN':
        '各个门学习存入、保留与输出什么，使记忆及其梯度能延续许多步（Hochreiter 与 Schmidhuber，1997；遗忘门出自 Gers 等，2000）。遇到填充时状态保持不变。各门的顺序为 i、f、g、o，遗忘门的偏置从 1 开始；PyTorch 另有第二个偏置（设为 0 即相同），并从均匀分布初始化。',
    },
  },
  lower: (ctx, params, inputs) => lowerRecurrent(ctx, cell, params, inputs),
};
