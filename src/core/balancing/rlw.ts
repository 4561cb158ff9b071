import { z } from 'zod';
import type { PlainMethod } from './contract.ts';
import { softmax } from './support/losses.ts';

const schema = z.strictObject({});

/** w = T·softmax(x), x ~ N(0, 1) for each task. LibMTL multiplies by T as well, the paper does not. */
export const rlw: PlainMethod<z.infer<typeof schema>, 'rlw'> = {
  id: 'rlw',
  family: 'losses',
  honours: 'factor',
  needs: 'nothing',
  text: {
    title: { en: 'Random weights (RLW)', 'zh-CN': '随机权重（RLW）' },
    brief: { en: 'Draws new weights at every step.', 'zh-CN': '每一步重新随机抽取权重。' },
    more: {
      en: 'Weights are the softmax of normal numbers, times the number of tasks, so that their mean is 1; it looks at nothing at all. A baseline to beat: a method that is no better has not learned anything from losses or gradients.',
      'zh-CN':
        '权重是正态随机数的 softmax 乘以任务数，均值为 1；它什么都不看。这是应当超过的基线：不比它好的方法没有从损失或梯度中学到任何东西。',
    },
  },
  helps: {
    en: 'As a yardstick: what a method gains over it, it gains by looking.',
    'zh-CN': '作为标尺：一种方法超过它的部分，才是“看”出来的。',
  },
  formula: String.raw`w = T \operatorname{softmax}(z), \qquad z \sim N(0, I)`,
  paper: {
    title: 'Reasonable Effectiveness of Random Weighting: A Litmus Test for Multi-Task Learning',
    venue: 'TMLR',
    year: 2022,
  },
  schema,
  fields: [],
  properties: () => [],
  initialState: () => new Float64Array(0),
  weigh: ({ random, taskCount }) =>
    softmax(Array.from({ length: taskCount }, () => random.normal())).map((share) => taskCount * share),
};
