import { z } from 'zod';
import { at } from '../util/assert-never.ts';
import type { WeighingMethod } from './contract.ts';
import { learnedNumbers, learnedState, learnedStep } from './support/learned.ts';
import { weightRate } from './support/weight-rate.ts';

const schema = z.strictObject({ rate: z.number().min(0.0001).max(1).default(0.01) });

/** w_i = e^(s_i): the gradient of Σ (e^s·L − s), s learned from 0 by Adam. It is twice the uncertainty weighting of −s. */
export const imtlL: WeighingMethod<z.infer<typeof schema>, 'imtl-l'> = {
  id: 'imtl-l',
  family: 'losses',
  honours: 'factor',
  needs: 'losses',
  text: {
    title: { en: 'Impartial losses (IMTL-L)', 'zh-CN': '公平损失（IMTL-L）' },
    brief: {
      en: 'Learns a factor per task that brings all losses to the same size.',
      'zh-CN': '为每个任务学习一个系数，使所有损失大小相同。',
    },
    more: {
      en: 'Each loss is multiplied by a learned factor that is pulled towards 1/loss, without favour for any task. It looks at the size of losses alone: gradients may still pull apart.',
      'zh-CN': '每个损失乘以一个可学习的系数，该系数趋向 1/损失，不偏向任何任务。它只看损失的大小：梯度仍可能相互冲突。',
    },
  },
  helps: {
    en: 'When losses differ in scale and none should be favoured for its size.',
    'zh-CN': '各损失尺度不同，且不应因大小而偏向任何一个时。',
  },
  formula: String.raw`\sum_i \bigl( e^{s_i} L_i - s_i \bigr)`,
  paper: { title: 'Towards Impartial Multi-task Learning', venue: 'ICLR', year: 2021 },
  schema,
  fields: [weightRate()],
  properties: () => ['permutationInvariant'],
  initialState: (taskCount) => learnedState(new Float64Array(taskCount)),
  weigh({ losses, taskCount }, state, { rate }) {
    if (taskCount === 1) return { weights: Float64Array.of(1), state };
    const factors = learnedNumbers(state).map(Math.exp);
    const slopes = factors.map((factor, task) => factor * at(losses, task) - 1);
    return { weights: factors, state: learnedStep(state, slopes, rate) };
  },
};
