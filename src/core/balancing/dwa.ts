import { z } from 'zod';
import { at } from '../util/assert-never.ts';
import type { PlainMethod } from './contract.ts';

const schema = z.strictObject({ temperature: z.number().min(0.05).max(20).default(2) });

/**
 * The state, flat: [epochs that are whole, steps of the present one, Σ of its losses [T], means of the last epoch [T], of the one before [T], how
 * many losses of the present one were measured [T]].
 */
const parts = (state: Float64Array, tasks: number) => ({
  epochs: at(state, 0),
  sums: state.subarray(2, 2 + tasks),
  last: state.subarray(2 + tasks, 2 + 2 * tasks),
  before: state.subarray(2 + 2 * tasks, 2 + 3 * tasks),
  counts: state.subarray(2 + 3 * tasks, 2 + 4 * tasks),
});

/** T·softmax(x). */
function sharesOf(exponents: Float64Array): Float64Array {
  const largest = Math.max(...exponents);
  const powers = exponents.map((exponent) => Math.exp(exponent - largest));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => (exponents.length * power) / sum);
}

/** How much of its loss a task kept; 1 where nothing is known: nothing was lost before, or losses were not finite. */
function ratio(last: number, before: number): number {
  const kept = last / before;
  return Number.isFinite(kept) ? kept : 1;
}

/**
 * w = T·softmax(r / temperature), r_i = L̄_i(e − 1) / L̄_i(e − 2), L̄ being a task's mean loss over the steps of an epoch; w_i = 1 in the first
 * two epochs. As in LibMTL and the paper; an epoch of which it saw the end only counts for nothing, and so
 * does a batch without a label of the task.
 */
export const dwa: PlainMethod<z.infer<typeof schema>, 'dwa'> = {
  id: 'dwa',
  family: 'losses',
  honours: 'factor',
  needs: 'pastLosses',
  text: {
    title: { en: 'Dynamic weight average (DWA)', 'zh-CN': '动态权重平均（DWA）' },
    brief: {
      en: 'Tasks whose loss fell least over the last two epochs get more weight.',
      'zh-CN': '最近两个轮次中损失下降最少的任务获得更大权重。',
    },
    more: {
      en: 'Each task is weighed by the ratio of its mean losses in the last two epochs, so that all learn at a similar pace; it costs nothing. It looks at relative change only: a loss that cannot fall any further keeps its weight, and how large losses are does not count.',
      'zh-CN':
        '按任务在最近两个轮次平均损失之比加权，使各任务以相近的速度学习，且没有额外开销。它只看相对变化：无法再下降的损失仍保有权重，损失的绝对大小不起作用。',
    },
  },
  helps: {
    en: 'When tasks of like size learn at different speeds over many epochs.',
    'zh-CN': '大小相近的任务在许多轮次中学习速度不同时。',
  },
  formula: String.raw`w_i = T\, \frac{e^{r_i / \tau}}{\sum_j e^{r_j / \tau}}, \qquad r_i = \frac{\bar L_i(e - 1)}{\bar L_i(e - 2)}`,
  paper: { title: 'End-to-End Multi-Task Learning with Attention', venue: 'CVPR', year: 2019 },
  schema,
  fields: [
    {
      name: 'temperature',
      title: { en: 'Temperature', 'zh-CN': '温度' },
      help: {
        en: 'How even the weights are: a high temperature makes them nearly equal, a low one gives nearly all to the slowest task.',
        'zh-CN': '权重的均匀程度：温度高时几乎相等，温度低时几乎全部给最慢的任务。',
      },
      control: 'number',
      min: 0.05,
      max: 20,
      step: 0.1,
    },
  ],
  properties: () => ['permutationInvariant'],
  initialState: (taskCount) => new Float64Array(2 + 4 * taskCount),
  weigh({ taskCount }, state, { temperature }) {
    const { epochs, last, before } = parts(state, taskCount);
    if (epochs < 2) return new Float64Array(taskCount).fill(1);
    return sharesOf(last.map((loss, task) => ratio(loss, at(before, task)) / temperature));
  },
  learn({ step, stepsPerEpoch, taskCount, losses, measured }, state) {
    const next = state.slice();
    const steps = at(state, 1) + 1;
    next[1] = steps;
    const { epochs, sums, last, before, counts } = parts(next, taskCount);
    for (let task = 0; task < taskCount; task++) {
      if (measured && measured[task] === 0) continue;
      sums[task] = at(sums, task) + at(losses, task);
      counts[task] = at(counts, task) + 1;
    }
    if (step % stepsPerEpoch !== 0) return next;
    // Weights change with whole epochs: one that this method saw the end of only is left out.
    if (steps === stepsPerEpoch) {
      before.set(last);
      // Of a task without a label in all of the epoch nothing is known: it is as it was.
      sums.forEach((sum, task) => {
        if (at(counts, task) > 0) last[task] = sum / at(counts, task);
      });
      next[0] = epochs + 1;
    }
    sums.fill(0);
    counts.fill(0);
    next[1] = 0;
    return next;
  },
};
