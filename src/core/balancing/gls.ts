import { z } from 'zod';
import type { WeighingMethod } from './contract.ts';
import { positive } from './support/losses.ts';

const schema = z.strictObject({});

/** w_i = M/(T·L_i), M = (Π L)^(1/T): the gradient of M. Losses of 0 count as 1e-8. */
export const gls: WeighingMethod<z.infer<typeof schema>, 'gls'> = {
  id: 'gls',
  family: 'losses',
  honours: 'factor',
  needs: 'losses',
  text: {
    title: { en: 'Geometric mean of losses (GLS)', 'zh-CN': '损失的几何平均（GLS）' },
    brief: { en: 'Lowers the geometric mean of all losses.', 'zh-CN': '降低所有损失的几何平均值。' },
    more: {
      en: 'The product of all losses is what falls, so their units do not count, and the step shrinks with the losses. One loss near 0 leaves hardly any step for the others.',
      'zh-CN': '下降的是所有损失的乘积，因此单位不起作用，步长随损失一起缩小。某个损失接近 0 时，其他任务几乎得不到更新。',
    },
  },
  helps: {
    en: 'When sizes of losses differ and you want no number to tune.',
    'zh-CN': '各损失大小不同，又不想调任何参数时。',
  },
  formula: String.raw`\Bigl( \prod_i L_i \Bigr)^{1/T}, \qquad w_i = \frac{1}{T L_i} \Bigl( \prod_j L_j \Bigr)^{1/T}`,
  paper: {
    title: 'MultiNet++: Multi-Stream Feature Aggregation and Geometric Loss Strategy for Multi-Task Learning',
    venue: 'CVPR Workshops',
    year: 2019,
  },
  schema,
  fields: [],
  properties: () => ['permutationInvariant', 'scaleInvariant'],
  initialState: () => new Float64Array(0),
  weigh({ losses, taskCount }, state) {
    if (taskCount === 1) return { weights: Float64Array.of(1), state };
    const known = Float64Array.from(losses, positive);
    const mean = Math.exp(known.reduce((sum, loss) => sum + Math.log(loss), 0) / taskCount);
    return { weights: known.map((loss) => mean / (taskCount * loss)), state };
  },
};
