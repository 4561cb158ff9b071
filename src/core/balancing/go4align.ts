import { z } from 'zod';
import { at } from '../util/assert-never.ts';
import type { WeighingMethod } from './contract.ts';
import { positive } from './support/losses.ts';

const schema = z.strictObject({ step: z.number().min(0).max(1).default(0.0001) });

/** p ← p·e^(−step·L), normalised; w_i = p_i·ΣL/L_i. State: p [T]. */
export const go4align: WeighingMethod<z.infer<typeof schema>, 'go4align'> = {
  id: 'go4align',
  family: 'losses',
  honours: 'factor',
  needs: 'losses',
  text: {
    title: { en: 'Aligned risks (GO4Align)', 'zh-CN': '风险对齐（GO4Align）' },
    brief: {
      en: 'Brings losses to one size, and leans towards tasks that are ahead.',
      'zh-CN': '将损失统一到同一尺度，并略微偏向领先的任务。',
    },
    more: {
      en: 'Each loss is divided by its share of the sum; a slow memory of past losses moves the weights a little. It is the rule before the grouping of tasks that the paper adds, which needs more tasks than fit on a screen.',
      'zh-CN':
        '每个损失除以其在总和中的份额；对以往损失的缓慢记忆略微移动权重。这是论文在任务分组之前的规则，分组需要的任务数超出一个屏幕。',
    },
  },
  helps: {
    en: 'When losses differ in scale and a steady, cheap rule is enough.',
    'zh-CN': '各损失尺度不同，一条稳定而省事的规则已足够时。',
  },
  formula: String.raw`w_i = \frac{p_i}{L_i} \sum_j L_j, \qquad p_i \leftarrow \frac{p_i e^{-\eta L_i}}{\sum_j p_j e^{-\eta L_j}}`,
  paper: { title: 'GO4Align: Group Optimization for Multi-Task Alignment', venue: 'NeurIPS', year: 2024 },
  schema,
  fields: [
    {
      name: 'step',
      title: { en: 'Step of the memory', 'zh-CN': '记忆的步长' },
      help: {
        en: 'How fast past losses move the weights.',
        'zh-CN': '以往损失移动权重的快慢。',
      },
      control: 'number',
      min: 0,
      max: 1,
      step: 0.0001,
    },
  ],
  properties: () => ['permutationInvariant'],
  initialState: (taskCount) => new Float64Array(taskCount).fill(1 / taskCount),
  weigh({ losses, taskCount }, state, { step }) {
    if (taskCount === 1) return { weights: Float64Array.of(1), state };
    const known = Float64Array.from(losses, positive);
    const grown = state.map((share, task) => share * Math.exp(-step * at(known, task)));
    const sum = grown.reduce((total, share) => total + share, 0);
    const shares = grown.map((share) => share / sum);
    const total = known.reduce((all, loss) => all + loss, 0);
    return { weights: shares.map((share, task) => (share * total) / at(known, task)), state: shares };
  },
};
