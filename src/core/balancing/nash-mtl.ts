import { z } from 'zod';
import type { WeighingMethod } from './contract.ts';
import { fairWeights } from './support/fair.ts';
import { amongMoving, lengthOf } from './support/gramian.ts';

const schema = z.strictObject({ maxNorm: z.number().min(0.01).max(100).default(1) });

/** w > 0 with K·w = 1/w, by damped Newton steps on ½wᵀKw − Σ log w until they change nothing; no convex program has to be solved for it, unlike in
 * the published code. Where gradients cancel out: the weights that do it. */
export const nashMtl: WeighingMethod<z.infer<typeof schema>, 'nash-mtl'> = {
  id: 'nash-mtl',
  family: 'gradientDirections',
  honours: 'scaling',
  needs: 'gramian',
  text: {
    title: { en: 'Nash bargaining (Nash-MTL)', 'zh-CN': '纳什议价（Nash-MTL）' },
    brief: {
      en: 'Takes the step on which the tasks would agree if they bargained.',
      'zh-CN': '选择各任务经议价会同意的更新。',
    },
    more: {
      en: 'The product of all gains is what becomes largest, so every task gains and scales do not count at all; your weights do not either, unless one is 0. Its length is the same at every step, near the goal too.',
      'zh-CN':
        '使所有获益之积最大，因此每个任务都获益，尺度完全不起作用；你设定的权重除 0 以外也不起作用。步长始终相同，接近目标时也是如此。',
    },
  },
  helps: {
    en: 'When gradients differ widely in length and every task must gain at every step.',
    'zh-CN': '各梯度长度悬殊，而每一步都必须让每个任务受益时。',
  },
  formula: String.raw`\sum_j K_{ij} w_j = \frac{1}{w_i}, \qquad w > 0`,
  paper: { title: 'Multi-Task Learning as a Bargaining Game', venue: 'ICML', year: 2022 },
  schema,
  fields: [
    {
      name: 'maxNorm',
      title: { en: 'Longest step', 'zh-CN': '最大步长' },
      help: {
        en: 'The direction is shortened to this length; without it, it would be √T for T tasks.',
        'zh-CN': '方向缩短到此长度；否则对 T 个任务为 √T。',
      },
      control: 'number',
      min: 0.01,
      max: 100,
      step: 0.1,
    },
  ],
  properties: () => ['permutationInvariant', 'nonConflicting', 'stationary', 'scaleInvariant'],
  initialState: () => new Float64Array(0),
  weigh: ({ gramian, taskCount }, state, { maxNorm }) => ({
    weights: amongMoving({ gramian, taskCount }, (own, count) => {
      const weights = fairWeights(own, count, 1);
      const length = lengthOf(own, weights);
      return weights.map((weight) => weight * Math.min(1, maxNorm / Math.max(length, Number.MIN_VALUE)));
    }),
    state,
  }),
};
