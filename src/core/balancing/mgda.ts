import { z } from 'zod';
import { at } from '../util/assert-never.ts';
import type { WeighingMethod } from './contract.ts';
import { amongMoving, directionsOf, shortestInHull } from './support/gramian.ts';
import { positive } from './support/losses.ts';

const schema = z.strictObject({ normalise: z.enum(['none', 'length', 'loss', 'both']).default('none') });

function divisorOf(normalise: z.infer<typeof schema>['normalise'], norm: number, loss: number): number {
  const length = normalise === 'length' || normalise === 'both' ? norm : 1;
  return length * (normalise === 'loss' || normalise === 'both' ? loss : 1);
}

/** argmin over w on the simplex of wᵀKw, exact by an active set; LibMTL and the paper come near by Frank and Wolfe’s steps. With `normalise` the
 * minimum is over g_i/c_i, and its weights act on these; the paper calls the choices l2, loss and loss+. */
export const mgda: WeighingMethod<z.infer<typeof schema>, 'mgda'> = {
  id: 'mgda',
  family: 'gradientDirections',
  honours: 'scaling',
  needs: 'gramian',
  offers: ['representation'],
  text: {
    title: { en: 'Multiple gradient descent (MGDA)', 'zh-CN': '多梯度下降（MGDA）' },
    brief: {
      en: 'Takes the direction that helps the task which gains least the most.',
      'zh-CN': '选择让获益最少的任务获益最多的方向。',
    },
    more: {
      en: 'The shortest vector between all gradients lowers every loss alike, and stops where no direction is better for all. The task with the smallest gradient decides, so that others hardly learn where scales differ.',
      'zh-CN':
        '所有梯度之间最短的向量同等降低每个损失，直到没有对所有任务都更好的方向为止。梯度最小的任务起决定作用，尺度不同时其他任务几乎学不到。',
    },
  },
  helps: {
    en: 'When no task may get worse, and gradients are of like length.',
    'zh-CN': '不允许任何任务变差，且各梯度长度相近时。',
  },
  formula: String.raw`\min_{w \in \Delta} \Bigl\lVert \sum_i w_i g_i \Bigr\rVert^2`,
  paper: { title: 'Multi-Task Learning as Multi-Objective Optimization', venue: 'NeurIPS', year: 2018 },
  schema,
  fields: [
    {
      name: 'normalise',
      title: { en: 'Gradients divided by', 'zh-CN': '梯度除以' },
      help: {
        en: 'What every gradient is divided by before they are compared.',
        'zh-CN': '比较之前每个梯度除以什么。',
      },
      control: 'choice',
      options: [
        { value: 'none', title: { en: 'nothing', 'zh-CN': '不除' } },
        { value: 'length', title: { en: 'their length', 'zh-CN': '其长度' } },
        { value: 'loss', title: { en: 'the loss', 'zh-CN': '损失' } },
        { value: 'both', title: { en: 'length and loss', 'zh-CN': '长度与损失' } },
      ],
    },
  ],
  properties: ({ normalise }) => {
    if (normalise === 'none') return ['permutationInvariant', 'linear', 'nonConflicting', 'stationary', 'simplex'];
    return [
      'permutationInvariant',
      'nonConflicting',
      'stationary',
      ...(normalise === 'both' ? [] : (['scaleInvariant'] as const)),
    ];
  },
  initialState: () => new Float64Array(0),
  weigh: ({ gramian, losses, taskCount }, state, { normalise }) => ({
    weights: amongMoving({ gramian, taskCount }, (own, count, tasks) => {
      const { norms } = directionsOf(own, count);
      const divisors = norms.map((norm, k) => divisorOf(normalise, norm, positive(at(losses, at(tasks, k)))));
      const divided = own.map((value, k) => value / (at(divisors, Math.floor(k / count)) * at(divisors, k % count)));
      return shortestInHull(divided, count).map((weight, k) => weight / at(divisors, k));
    }),
    state,
  }),
};
