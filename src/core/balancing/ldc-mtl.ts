import { z } from 'zod';
import { at } from '../util/assert-never.ts';
import type { WeighingMethod } from './contract.ts';
import { learnedNumbers, learnedState, learnedStep } from './support/learned.ts';
import { positive } from './support/losses.ts';
import { weightRate } from './support/weight-rate.ts';

const schema = z.strictObject({
  control: z.number().min(0).max(10).default(0.01),
  rate: z.number().min(0.0001).max(1).default(0.001),
});

/** The gradient of Σ w·L/Σw + λ·Σ |w_i·L_i − w_(i+1)·L_(i+1)|, w = σ(θ), the first divisor taken as a constant; θ learned from 0 by Adam on the same. */
export const ldcMtl: WeighingMethod<z.infer<typeof schema>, 'ldc-mtl'> = {
  id: 'ldc-mtl',
  family: 'losses',
  honours: 'factor',
  needs: 'losses',
  text: {
    title: { en: 'Loss discrepancy control (LDC-MTL)', 'zh-CN': '损失差异控制（LDC-MTL）' },
    brief: { en: 'Learns weights that keep weighted losses close to one another.', 'zh-CN': '学习使加权损失彼此接近的权重。' },
    more: {
      en: 'Beside the weighted mean it lowers the differences between neighbouring weighted losses, for the network and for the weights. The order in which tasks stand decides who is compared with whom.',
      'zh-CN': '除加权平均之外，它还降低相邻加权损失之间的差异，对网络和权重都是如此。任务的排列顺序决定谁与谁比较。',
    },
  },
  helps: {
    en: 'When one loss runs far ahead of the others and none should be left behind.',
    'zh-CN': '某个损失远远领先，而不应有任务落下时。',
  },
  formula: String.raw`\frac{\sum_i w_i L_i}{\sum_i w_i} + \lambda \sum_i \bigl| w_i L_i - w_{i+1} L_{i+1} \bigr|, \qquad w = \sigma(\theta)`,
  paper: {
    title: 'LDC-MTL: Balancing Multi-Task Learning through Scalable Loss Discrepancy Control',
    venue: 'arXiv 2502.08585',
    year: 2025,
  },
  schema,
  fields: [
    {
      name: 'control',
      title: { en: 'Control λ', 'zh-CN': '控制强度 λ' },
      help: {
        en: 'How much the differences count beside the losses.',
        'zh-CN': '差异相对于损失的重要程度。',
      },
      control: 'number',
      min: 0,
      max: 10,
      step: 0.01,
    },
    weightRate(),
  ],
  properties: () => [],
  initialState: (taskCount) => learnedState(new Float64Array(taskCount)),
  weigh({ losses, taskCount }, state, { control, rate }) {
    if (taskCount === 1) return { weights: Float64Array.of(1), state };
    const own = learnedNumbers(state).map((theta) => 1 / (1 + Math.exp(-theta)));
    const sum = own.reduce((total, weight) => total + weight, 0);
    const known = Float64Array.from(losses, positive);
    const weighted = own.map((weight, task) => weight * at(known, task));
    const ahead = (task: number): number =>
      task >= 0 && task + 1 < taskCount ? Math.sign(at(weighted, task) - at(weighted, task + 1)) : 0;
    const factors = own.map((_, task) => 1 / sum + control * (ahead(task) - ahead(task - 1)));
    const slopes = factors.map((factor, task) => factor * at(known, task) * at(own, task) * (1 - at(own, task)));
    return { weights: factors.map((factor, task) => factor * at(own, task)), state: learnedStep(state, slopes, rate) };
  },
};
