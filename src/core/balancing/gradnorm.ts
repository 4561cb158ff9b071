import { z } from 'zod';
import { gramianOf } from '../program/task-gradients/gramian.ts';
import { at } from '../util/assert-never.ts';
import type { WeighingMethod } from './contract.ts';
import { directionsOf } from './support/gramian.ts';
import { positive } from './support/losses.ts';
import { weightRate } from './support/weight-rate.ts';

const schema = z.strictObject({
  alpha: z.number().min(0).max(5).default(1.5),
  rate: z.number().min(0.0001).max(1).default(0.025),
  on: z.enum(['all', 'last']).default('all'),
});

/** A weight that reached 0 would never count again: its gradient has no length. */
const leastWeight = 1e-3;

/** One step of gradient descent on Σ |w_i·n_i − n̄·r_i^α|, then Σ w = T; n_i the length of a task’s gradient over all shared parameters, as in LibMTL, or over
 * the last shared layer alone, as in the paper; n̄ the mean of w·n, r the loss relative to the first one, over the mean of that. The step itself takes
 * the weights from before. State: [steps, first losses [T], w [T]]. */
export const gradnorm: WeighingMethod<z.infer<typeof schema>, 'gradnorm'> = {
  id: 'gradnorm',
  family: 'gradientSizes',
  honours: 'factor',
  needs: 'gramian',
  offers: ['representation'],
  text: {
    title: { en: 'GradNorm', 'zh-CN': '梯度归一化（GradNorm）' },
    brief: {
      en: 'Makes gradients equally long, and longer for tasks that learn slowly.',
      'zh-CN': '使梯度长度一致，学得慢的任务更长。',
    },
    more: {
      en: 'Weights are learned so that every weighted gradient reaches the mean length, more for tasks whose loss has fallen least. Direction does not count: two tasks that pull apart still do.',
      'zh-CN': '学习权重，使每个加权梯度达到平均长度，损失下降最少的任务更长。方向不起作用：相互冲突的两个任务依旧冲突。',
    },
  },
  helps: {
    en: 'When one task drowns the others by the length of its gradient, or learns much faster.',
    'zh-CN': '某个任务的梯度过长而淹没其他任务，或学得快得多时。',
  },
  formula: String.raw`\min_w \sum_i \bigl| w_i n_i - \bar n\, r_i^{\alpha} \bigr|, \qquad r_i = \frac{L_i / L_i(0)}{\frac{1}{T} \sum_j L_j / L_j(0)}, \qquad \sum_i w_i = T`,
  paper: {
    title: 'GradNorm: Gradient Normalization for Adaptive Loss Balancing in Deep Multitask Networks',
    venue: 'ICML',
    year: 2018,
  },
  schema,
  fields: [
    {
      name: 'alpha',
      title: { en: 'Pull α', 'zh-CN': '恢复力 α' },
      help: {
        en: 'How much more a slow task gets; 0: all gradients equally long.',
        'zh-CN': '学得慢的任务多得多少；0 表示所有梯度等长。',
      },
      control: 'number',
      min: 0,
      max: 5,
      step: 0.1,
    },
    weightRate(),
    {
      name: 'on',
      title: { en: 'Lengths of gradients on', 'zh-CN': '梯度长度取自' },
      help: {
        en: 'The paper looks at the last layer that tasks share, LibMTL at all that they share. The last layer costs less.',
        'zh-CN': '论文只看最后一个共享层，LibMTL 看全部共享层；只看最后一层开销更小。',
      },
      control: 'choice',
      options: [
        { value: 'all', title: { en: 'all that is shared', 'zh-CN': '全部共享层' } },
        { value: 'last', title: { en: 'the last shared layer', 'zh-CN': '最后一个共享层' } },
      ],
    },
  ],
  variant: ({ on }) => (on === 'last' ? onLast : undefined),
  properties: () => ['permutationInvariant', 'linear'],
  initialState: (taskCount) => Float64Array.from({ length: 1 + 2 * taskCount }, (_, i) => (i > taskCount ? 1 : 0)),
  weigh({ losses, gramian, taskCount }, state, { alpha, rate }) {
    if (taskCount === 1) return { weights: Float64Array.of(1), state };
    const weights = state.slice(1 + taskCount);
    const first = at(state, 0) > 0 ? state.subarray(1, 1 + taskCount) : Float64Array.from(losses, positive);
    const kept = first.map((loss, task) => positive(at(losses, task)) / loss);
    const mean = (numbers: Float64Array): number => numbers.reduce((sum, value) => sum + value, 0) / taskCount;
    const { norms } = directionsOf(gramian, taskCount);
    const middle = mean(norms.map((norm, task) => norm * at(weights, task)));
    const pace = mean(kept);
    const moved = weights.map((weight, task) => {
      const norm = at(norms, task);
      const wanted = middle * (at(kept, task) / pace) ** alpha;
      return Math.max(leastWeight, weight - rate * norm * Math.sign(weight * norm - wanted));
    });
    const share = mean(moved);
    const next = Float64Array.from([at(state, 0) + 1, ...first, ...moved.map((weight) => weight / share)]);
    return { weights, state: next };
  },
};

const onLast: WeighingMethod<z.infer<typeof schema>, 'gradnorm'> = {
  ...gradnorm,
  // By this the build knows whose rules follow.
  honours: gradnorm.honours,
  reads: { batches: [], structural: ['on'], weighsOwn: true },
  lower: (parts) => ({
    numbers: gramianOf(parts.b, parts.last(parts.own.gradients), parts.taskCount),
    weighs: [parts.own.gradients],
    heads: 'nominal',
  }),
};
