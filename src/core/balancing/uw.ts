import { z } from 'zod';
import { at } from '../util/assert-never.ts';
import type { WeighingMethod } from './contract.ts';
import { learnedNumbers, learnedState, learnedStep } from './support/learned.ts';
import { weightRate } from './support/weight-rate.ts';

const schema = z.strictObject({ rate: z.number().min(0.0001).max(1).default(0.01) });

/** w_i = ½·e^(−s_i): the gradient of Σ ½(e^(−s)·L + s), s learned from 0 by Adam. LibMTL and the paper learn s with the optimiser of the network. */
export const uw: WeighingMethod<z.infer<typeof schema>, 'uw'> = {
  id: 'uw',
  family: 'losses',
  honours: 'factor',
  needs: 'losses',
  text: {
    title: { en: 'Uncertainty weighting (UW)', 'zh-CN': '不确定性加权（UW）' },
    brief: {
      en: 'Learns how noisy each task is, and trusts noisy ones less.',
      'zh-CN': '学习每个任务的噪声大小，噪声大的任务权重更小。',
    },
    more: {
      en: 'Each task has a learned log variance; a large loss is taken for noise and gets less weight. Once it has settled, every weight is 1/(2·loss): what is hard is given up rather than helped.',
      'zh-CN':
        '每个任务有一个可学习的对数方差；较大的损失被视为噪声，权重更小。稳定之后每个权重为 1/(2·损失)：困难的任务被放弃而非得到帮助。',
    },
  },
  helps: {
    en: 'When losses differ in scale or noise, as with regressions in different units.',
    'zh-CN': '各损失的尺度或噪声不同时，例如单位不同的回归任务。',
  },
  formula: String.raw`\sum_i \tfrac{1}{2} \bigl( e^{-s_i} L_i + s_i \bigr)`,
  paper: {
    title: 'Multi-Task Learning Using Uncertainty to Weigh Losses for Scene Geometry and Semantics',
    venue: 'CVPR',
    year: 2018,
  },
  schema,
  fields: [weightRate()],
  properties: () => ['permutationInvariant'],
  initialState: (taskCount) => learnedState(new Float64Array(taskCount)),
  weigh({ losses, taskCount }, state, { rate }) {
    if (taskCount === 1) return { weights: Float64Array.of(1), state };
    const logVariances = learnedNumbers(state);
    const slopes = logVariances.map((s, task) => 0.5 * (1 - Math.exp(-s) * at(losses, task)));
    return { weights: logVariances.map((s) => 0.5 * Math.exp(-s)), state: learnedStep(state, slopes, rate) };
  },
};
