import { z } from 'zod';
import type { Tensor } from '../program/builder.ts';
import type { CombiningMethod } from './contract.ts';

const schema = z.strictObject({});

/** Of every shared parameter: P = ½(1 + Σg/Σ|g|), the share of what points upwards, U uniform; g_i > 0 is kept where P > U, g_i < 0 where P < U, and what is kept is added up. */
export const graddrop: CombiningMethod<z.infer<typeof schema>, 'graddrop'> = {
  id: 'graddrop',
  family: 'gradientDirections',
  honours: 'scaling',
  needs: 'gradients',
  offers: ['representation'],
  reads: { batches: [] },
  text: {
    title: { en: 'Gradient sign dropout (GradDrop)', 'zh-CN': '梯度符号随机失活（GradDrop）' },
    brief: {
      en: 'Per parameter, keeps the gradients of one sign only, drawn by how much is for it.',
      'zh-CN': '对每个参数只保留一种符号的梯度，按其所占多少随机选取。',
    },
    more: {
      en: 'Where tasks disagree about the sign, a coin that is loaded by their sizes decides who is heard, number by number; what all agree on is untouched. On average little is lost, but single steps are noisy, and no task is sure to gain.',
      'zh-CN':
        '任务对符号意见不一时，逐个分量用按大小加权的硬币决定听谁的；意见一致的部分不变。平均而言损失不多，但单步噪声较大，不保证每个任务都受益。',
    },
  },
  helps: {
    en: 'When noise that keeps a run from settling between tasks is welcome.',
    'zh-CN': '希望用噪声避免训练停在任务之间的折中处时。',
  },
  formula: String.raw`d = \sum_i \bigl( [g_i > 0]\,[P > U] + [g_i < 0]\,[P < U] \bigr)\, g_i, \qquad P = \frac{1}{2} \Bigl( 1 + \frac{\sum_i g_i}{\sum_i \lvert g_i \rvert} \Bigr)`,
  paper: { title: 'Just Pick a Sign: Optimizing Deep Multitask Models with Gradient Sign Dropout', venue: 'NeurIPS', year: 2020 },
  schema,
  fields: [],
  properties: () => ['linear'],
  initialState: () => new Float64Array(0),
  combine(parts, { rows }, index) {
    const { b } = parts;
    const sum = (terms: readonly Tensor[]): Tensor => terms.reduce((all, term) => b.add2(all, term));
    const upwards = sum(rows.map((row) => b.unary('relu', row)));
    const downwards = sum(rows.map((row) => b.binary('min', row, b.scalar(0))));
    const drawn = parts.random(String(index), upwards.shape);
    // P > U, without a quotient that may be 0/0.
    const up = b.binary('greater', upwards, b.mul(drawn, b.sub(upwards, downwards)));
    return b.select(up, upwards, downwards);
  },
};
