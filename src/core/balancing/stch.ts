import { z } from 'zod';
import { at } from '../util/assert-never.ts';
import type { WeighingMethod } from './contract.ts';
import { leastLoss, positive, preference, softmax } from './support/losses.ts';

const schema = z.strictObject({
  mu: z.number().min(0.01).max(10).default(1),
  compare: z.enum(['losses', 'logarithms']).default('losses'),
});

/** The gradient of μ·log Σ exp(λ_i·x_i/μ), λ being parts of 1. `losses`: x = L, as in the paper with its reference point at 0. `logarithms`: x = log(L/L̄),
 * L̄ the means of the first epoch, times T, as in LibMTL; plain steps before. State: [steps, Σ L [T]]. */
export const stch: WeighingMethod<z.infer<typeof schema>, 'stch'> = {
  id: 'stch',
  family: 'losses',
  honours: 'prior',
  needs: 'losses',
  text: {
    title: { en: 'Smooth Chebyshev (STCH)', 'zh-CN': '平滑切比雪夫（STCH）' },
    brief: {
      en: 'Works on the task with the largest weighted loss, softly.',
      'zh-CN': '以平滑的方式优先处理加权损失最大的任务。',
    },
    more: {
      en: 'A soft maximum of the weighted losses is lowered, so that the worst task leads, and every trade-off can be reached by your weights. Losses in different units should be compared by their logarithms, against how they stood in the first epoch.',
      'zh-CN':
        '降低加权损失的平滑最大值，最差的任务主导更新，通过你设定的权重可以达到任何折中。单位不同的损失应以对数、相对第一轮的水平来比较。',
    },
  },
  helps: {
    en: 'When the worst task counts, or when you want a trade-off that a weighted sum cannot reach.',
    'zh-CN': '最差的任务最要紧，或想要加权和达不到的折中时。',
  },
  formula: String.raw`\mu \log \sum_i \exp \frac{r_i L_i}{\mu}`,
  paper: { title: 'Smooth Tchebycheff Scalarization for Multi-Objective Optimization', venue: 'ICML', year: 2024 },
  schema,
  fields: [
    {
      name: 'mu',
      title: { en: 'Smoothness μ', 'zh-CN': '平滑度 μ' },
      help: {
        en: 'Small: the worst task alone is worked on; large: all of them alike.',
        'zh-CN': '较小时只处理最差的任务；较大时各任务接近均等。',
      },
      control: 'number',
      min: 0.01,
      max: 10,
      step: 0.1,
    },
    {
      name: 'compare',
      title: { en: 'Compares', 'zh-CN': '比较对象' },
      help: {
        en: 'Losses as they are, or by how much they fell since the first epoch.',
        'zh-CN': '直接比较损失，或比较自第一轮以来下降的程度。',
      },
      control: 'choice',
      options: [
        { value: 'losses', title: { en: 'losses', 'zh-CN': '损失' } },
        { value: 'logarithms', title: { en: 'logarithms', 'zh-CN': '损失的对数' } },
      ],
    },
  ],
  properties: () => ['permutationInvariant'],
  initialState: (taskCount) => new Float64Array(1 + taskCount),
  weigh({ losses, nominal, taskCount, step, stepsPerEpoch }, state, { mu, compare }) {
    if (taskCount === 1) return { weights: Float64Array.of(1), state };
    const prior = preference(nominal);
    if (compare === 'losses') {
      const shares = softmax(prior.map((share, task) => (share * positive(at(losses, task))) / mu));
      return { weights: shares.map((share, task) => share * at(prior, task)), state };
    }
    if (step <= stepsPerEpoch) {
      const seen = state.map((sum, i) => sum + (i === 0 ? 1 : positive(at(losses, i - 1))));
      return { weights: prior.map((share) => taskCount * share), state: seen };
    }
    // The paper's λ stands on the logarithms; LibMTL has all of them at 1, which is what equal weights give here.
    const fallen = prior.map((share, task) => {
      const first = at(state, 0) > 0 ? at(state, 1 + task) / at(state, 0) : 1;
      return taskCount * share * Math.log(positive(at(losses, task)) / positive(first) + leastLoss);
    });
    const shares = softmax(fallen.map((value) => value / mu));
    return {
      weights: shares.map((share, task) => (taskCount ** 2 * share * at(prior, task)) / positive(at(losses, task))),
      state,
    };
  },
};
