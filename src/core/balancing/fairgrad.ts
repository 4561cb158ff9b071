import { z } from 'zod';
import type { WeighingMethod } from './contract.ts';
import { fairWeights } from './support/fair.ts';
import { amongMoving } from './support/gramian.ts';

const schema = z.strictObject({ alpha: z.number().min(0.1).max(10).default(1) });

/** w > 0 with K·w = w^(−1/α), by damped Newton steps on a convex function until they change nothing. Where gradients cancel out: the weights that do it. */
export const fairgrad: WeighingMethod<z.infer<typeof schema>, 'fairgrad'> = {
  id: 'fairgrad',
  family: 'gradientDirections',
  honours: 'scaling',
  needs: 'gramian',
  text: {
    title: { en: 'Fair resource allocation (FairGrad)', 'zh-CN': '公平资源分配（FairGrad）' },
    brief: {
      en: 'Shares the gain of a step fairly, in the sense that you choose.',
      'zh-CN': '按你选择的公平标准分配一步的获益。',
    },
    more: {
      en: 'One number leads from the largest sum of gains over the bargain of Nash to the largest least gain. Steps are long where gradients are short.',
      'zh-CN': '一个数即可从总获益最大、经纳什议价、到最小获益最大之间选择。梯度短时步长较大。',
    },
  },
  helps: {
    en: 'When you want to choose yourself between the sum of gains and the least one.',
    'zh-CN': '想自己在总获益与最小获益之间取舍时。',
  },
  formula: String.raw`\sum_j K_{ij} w_j = w_i^{-1/\alpha}, \qquad w > 0`,
  paper: { title: 'Fair Resource Allocation in Multi-Task Learning', venue: 'ICML', year: 2024 },
  schema,
  fields: [
    {
      name: 'alpha',
      title: { en: 'Fairness α', 'zh-CN': '公平度 α' },
      help: {
        en: 'Near 0: the sum of gains; 1: their product; large: the least gain.',
        'zh-CN': '接近 0：获益之和；1：获益之积；较大：最小获益。',
      },
      control: 'number',
      min: 0.1,
      max: 10,
      step: 0.1,
    },
  ],
  properties: ({ alpha }) => [
    'permutationInvariant',
    'nonConflicting',
    'stationary',
    ...(alpha === 1 ? (['scaleInvariant'] as const) : []),
  ],
  initialState: () => new Float64Array(0),
  weigh: ({ gramian, taskCount }, state, { alpha }) => ({
    weights: amongMoving({ gramian, taskCount }, (own, count) => fairWeights(own, count, alpha)),
    state,
  }),
};
