import { z } from 'zod';
import type { PlainMethod } from './contract.ts';

const schema = z.strictObject({});

/** w_i = 1: the step goes along Σ λ_i·∂L_i, λ being the visitor's weights. */
export const equal: PlainMethod<z.infer<typeof schema>, 'equal'> = {
  id: 'equal',
  family: 'nothing',
  honours: 'factor',
  needs: 'nothing',
  text: {
    title: { en: 'Your weights', 'zh-CN': '手动权重' },
    brief: {
      en: 'The sum of all task losses, each with the weight that you give it.',
      'zh-CN': '所有任务损失之和，各自乘以你设定的权重。',
    },
    more: {
      en: 'Nothing is balanced beyond your weights: a task with large losses or gradients pulls harder. Well tuned, it is a strong baseline that many methods do not beat (Kurin et al., 2022).',
      'zh-CN':
        '除你设定的权重外不做任何平衡：损失或梯度较大的任务影响更大。经过仔细调节，它是很强的基线，许多方法并不能超过它（Kurin 等，2022）。',
    },
  },
  helps: {
    en: 'When the losses are of like size and you know what matters: begin here, and compare everything else with it.',
    'zh-CN': '各损失大小相近、且你清楚孰轻孰重时：从这里开始，其他方法都与它比较。',
  },
  formula: String.raw`\sum_i \lambda_i L_i`,
  paper: null,
  schema,
  fields: [],
  properties: () => ['permutationInvariant', 'linear'],
  initialState: () => new Float64Array(0),
  weigh: ({ taskCount }) => new Float64Array(taskCount).fill(1),
};
