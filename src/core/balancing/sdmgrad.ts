import { z } from 'zod';
import { at } from '../util/assert-never.ts';
import type { WeighingMethod } from './contract.ts';
import { ontoSimplex } from './support/on-simplex.ts';
import { times } from './support/symmetric.ts';
import { acrossSets, betweenBatches } from './support/two-batches.ts';
import { weightRate } from './support/weight-rate.ts';

const schema = z.strictObject({
  lambda: z.number().min(0).max(10).default(0.3),
  rate: z.number().min(0.01).max(100).default(10),
});

const [iterations, momentum] = [20, 0.5];

/**
 * w ← Π(w − v), v ← ½v + η·A(w + λ/T), 20 times a step from where the last one ended, A = G₁G₂ᵀ/mean(√diag)²; the weights are (w + λ/T)/(1 + λ). As
 * published and in both libraries: the number of iterations, not a tolerance, ends them. State: w [T].
 */
export const sdmgrad: WeighingMethod<z.infer<typeof schema>, 'sdmgrad'> = {
  id: 'sdmgrad',
  family: 'gradientDirections',
  honours: 'factor',
  needs: 'batches',
  reads: { batches: ['training', 'training'], weighsOwn: true, passes: () => ({ whole: 3, forward: 0 }) },
  text: {
    title: { en: 'Direction-oriented descent (SDMGrad)', 'zh-CN': '方向导向的下降（SDMGrad）' },
    brief: {
      en: 'Stays near the mean of all gradients, and looks there for what helps all tasks.',
      'zh-CN': '不远离所有梯度的平均，在其附近寻找对所有任务有利的方向。',
    },
    more: {
      en: 'As MGDA it favours the task that gains least, but is held near the mean by λ, so that no task is forgotten; two further batches keep noise from deciding. It takes few iterations to the weights, and what they reach depends on where they began.',
      'zh-CN':
        '与 MGDA 一样偏向获益最少的任务，但 λ 使其不远离平均，因此不会遗忘任何任务；另外两批样本避免噪声左右。权重只迭代几次，结果与起点有关。',
    },
  },
  helps: {
    en: 'With noisy batches, when the mean loss is the goal and the worst task should be helped.',
    'zh-CN': '批次噪声大，以平均损失为目标、同时想帮助最差任务时。',
  },
  formula: String.raw`\min_{w \in \Delta} \Bigl\lVert \sum_i w_i g_i + \lambda \bar g \Bigr\rVert^2, \qquad d = \frac{1}{1 + \lambda} \sum_i \Bigl( w_i + \frac{\lambda}{T} \Bigr) g_i`,
  paper: {
    title: 'Direction-oriented Multi-objective Learning: Simple and Provable Stochastic Algorithms',
    venue: 'NeurIPS',
    year: 2023,
  },
  schema,
  fields: [
    {
      name: 'lambda',
      title: { en: 'Nearness to the mean λ', 'zh-CN': '与平均的接近程度 λ' },
      help: { en: 'How near to the mean it stays; 0: as MGDA.', 'zh-CN': '与平均保持多近；0 等同于 MGDA。' },
      control: 'number',
      min: 0,
      max: 10,
      step: 0.1,
    },
    weightRate({ min: 0.01, max: 100, step: 1 }),
  ],
  properties: () => ['permutationInvariant', 'simplex', 'linear'],
  initialState: (taskCount) => new Float64Array(taskCount).fill(1 / taskCount),
  lower: betweenBatches,
  weigh({ gramian, taskCount }, state, { lambda, rate }) {
    const products = acrossSets(gramian, taskCount);
    let sum = 0;
    for (let i = 0; i < taskCount; i++) sum += Math.sqrt(Math.max(0, at(products, i * (taskCount + 1))));
    const size = (sum / taskCount) ** 2;
    const own = size > 0 ? products.map((value) => value / size) : new Float64Array(taskCount ** 2);
    const leaning = (w: Float64Array): Float64Array => w.map((weight) => weight + lambda / taskCount);
    let w: Float64Array = state.slice();
    let speed = new Float64Array(taskCount);
    for (let i = 0; i < iterations; i++) {
      const pulls = times(own, leaning(w));
      speed = speed.map((value, task) => momentum * value + at(pulls, task));
      w = ontoSimplex(w.map((weight, task) => weight - rate * at(speed, task)));
    }
    return { weights: leaning(w).map((weight) => weight / (1 + lambda)), state: w };
  },
};
