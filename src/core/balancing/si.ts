import { z } from 'zod';
import type { WeighingMethod } from './contract.ts';
import { positive } from './support/losses.ts';

const schema = z.strictObject({});

/** w_i = 1/L_i: the gradient of Σ log L_i. LibMTL and the literature on scale-invariant objectives use it as a baseline. */
export const si: WeighingMethod<z.infer<typeof schema>, 'si'> = {
  id: 'si',
  family: 'losses',
  honours: 'factor',
  needs: 'losses',
  text: {
    title: { en: 'Scale-invariant (SI)', 'zh-CN': '尺度不变（SI）' },
    brief: {
      en: 'Lowers the logarithm of every loss, so that its unit does not count.',
      'zh-CN': '降低每个损失的对数，损失的单位因此不起作用。',
    },
    more: {
      en: 'Each loss is divided by itself: halving any of them counts as much as halving another. A task that is nearly solved gets ever more weight, and noise with it.',
      'zh-CN': '每个损失除以自身：任何一个减半都同样重要。接近解决的任务权重会越来越大，噪声也随之放大。',
    },
  },
  helps: {
    en: 'When losses have different units or sizes and all should fall at the same relative pace.',
    'zh-CN': '各损失的单位或大小不同，而都应以相同的相对速度下降时。',
  },
  formula: String.raw`\sum_i \log L_i, \qquad w_i = \frac{1}{L_i}`,
  paper: null,
  schema,
  fields: [],
  properties: () => ['permutationInvariant', 'scaleInvariant'],
  initialState: () => new Float64Array(0),
  weigh: ({ losses, taskCount }, state) => ({
    weights: taskCount === 1 ? Float64Array.of(1) : Float64Array.from(losses, (loss) => 1 / positive(loss)),
    state,
  }),
};
