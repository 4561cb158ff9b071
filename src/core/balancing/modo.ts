import { z } from 'zod';
import { at } from '../util/assert-never.ts';
import type { WeighingMethod } from './contract.ts';
import { ontoSimplex } from './support/on-simplex.ts';
import { times } from './support/symmetric.ts';
import { acrossSets, betweenBatches } from './support/two-batches.ts';

const schema = z.strictObject({
  gamma: z.number().min(0.0001).max(10).default(0.001),
  rho: z.number().min(0).max(1).default(0.1),
});

/** λ ← Π(λ − γ(G₁G₂ᵀλ + ρλ)), Π onto the simplex; d = Σ λ_i·g_i of a third batch, the step's own. State: λ [T]. */
export const modo: WeighingMethod<z.infer<typeof schema>, 'modo'> = {
  id: 'modo',
  family: 'gradientDirections',
  honours: 'factor',
  needs: 'batches',
  reads: { batches: ['training', 'training'], weighsOwn: true, passes: () => ({ whole: 3, forward: 0 }) },
  text: {
    title: { en: 'Double sampling (MoDo)', 'zh-CN': '双重采样（MoDo）' },
    brief: {
      en: 'Moves the weights slowly to what helps all tasks, judged on two further batches.',
      'zh-CN': '依据另外两批样本，缓慢地把权重移向对所有任务有利之处。',
    },
    more: {
      en: 'Gradients of one batch compared with themselves make noise look like size; two batches that know nothing of each other do not. The weights move little in a step, a compromise between less conflict and what holds on unseen data.',
      'zh-CN':
        '同一批样本的梯度与自身比较会把噪声当成大小；两批互不相干的样本则不会。权重每步变化很小，是减少冲突与泛化之间的折中。',
    },
  },
  helps: {
    en: 'With small, noisy batches, when generalisation counts as much as the training losses.',
    'zh-CN': '批次小、噪声大，且泛化与训练损失同样重要时。',
  },
  formula: String.raw`w \leftarrow \Pi_{\Delta} \bigl( w - \gamma\, (G_1 G_2^{\top} + \rho I)\, w \bigr)`,
  paper: {
    title: 'Three-Way Trade-Off in Multi-Objective Learning: Optimization, Generalization and Conflict-Avoidance',
    venue: 'NeurIPS',
    year: 2023,
  },
  schema,
  fields: [
    {
      name: 'gamma',
      title: { en: 'Rate of the weights γ', 'zh-CN': '权重的速率 γ' },
      help: { en: 'How fast the weights move; 0 would leave them equal.', 'zh-CN': '权重变化的快慢；为 0 则保持相等。' },
      control: 'number',
      min: 0.0001,
      max: 10,
      step: 0.001,
    },
    {
      name: 'rho',
      title: { en: 'Pull to equal weights ρ', 'zh-CN': '回到等权的力度 ρ' },
      help: { en: 'Draws the weights together.', 'zh-CN': '使各权重相互靠拢。' },
      control: 'number',
      min: 0,
      max: 1,
      step: 0.01,
    },
  ],
  properties: () => ['permutationInvariant', 'simplex'],
  initialState: (taskCount) => new Float64Array(taskCount).fill(1 / taskCount),
  lower: betweenBatches,
  weigh({ gramian, taskCount }, state, { gamma, rho }) {
    const pulls = times(acrossSets(gramian, taskCount), state);
    const weights = ontoSimplex(state.map((weight, i) => weight - gamma * (at(pulls, i) + rho * weight)));
    return { weights, state: weights };
  },
};
