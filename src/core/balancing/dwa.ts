import { z } from 'zod';
import { at } from '../util/assert-never.ts';
import type { PlainMethod } from './contract.ts';

const schema = z.strictObject({ temperature: z.number().min(0.05).max(20).default(2) });

/**
 * The state, flat: [epochs that are whole, steps of the present one, Σ of its losses [T], means of the last epoch [T], of the one before [T]].
 */
const parts = (state: Float64Array, tasks: number) => ({
  epochs: at(state, 0),
  sums: state.subarray(2, 2 + tasks),
  last: state.subarray(2 + tasks, 2 + 2 * tasks),
  before: state.subarray(2 + 2 * tasks, 2 + 3 * tasks),
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
 * two epochs. As in LibMTL and the paper; an epoch of which it saw the end only counts for nothing.
 */
export const dwa: PlainMethod<z.infer<typeof schema>, 'dwa'> = {
  id: 'dwa',
  family: 'losses',
  honours: 'factor',
  needs: 'pastLosses',
  text: {
    title: { en: 'Dynamic weight average (DWA)', 'zh-CN': '动态权重平均（DWA）' },
    summary: {
      en: 'Tasks whose loss fell least over the last two epochs get more weight.',
      'zh-CN': '最近两个轮次中损失下降最少的任务获得更大权重。',
    },
    more: {
      en: 'Each task is weighed by the ratio of its mean losses in the last two epochs, so that all learn at a similar pace; it costs nothing. It looks at relative change only: a loss that cannot fall any further keeps its weight, and how large losses are does not count.',
      'zh-CN':
        '按任务在最近两个轮次平均损失之比加权，使各任务以相近的速度学习，且没有额外开销。它只看相对变化：无法再下降的损失仍保有权重，损失的绝对大小不起作用。',
    },
  },
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
  initialState: (taskCount) => new Float64Array(2 + 3 * taskCount),
  weigh({ taskCount }, state, { temperature }) {
    const { epochs, last, before } = parts(state, taskCount);
    if (epochs < 2) return new Float64Array(taskCount).fill(1);
    return sharesOf(last.map((loss, task) => ratio(loss, at(before, task)) / temperature));
  },
  learn({ step, stepsPerEpoch, taskCount, losses }, state) {
    const next = state.slice();
    const steps = at(state, 1) + 1;
    next[1] = steps;
    for (let task = 0; task < taskCount; task++) next[2 + task] = at(next, 2 + task) + at(losses, task);
    if (step % stepsPerEpoch !== 0) return next;
    const { epochs, sums, last, before } = parts(next, taskCount);
    // Weights change with whole epochs: one that this method saw the end of only is left out.
    if (steps === stepsPerEpoch) {
      before.set(last);
      last.set(sums.map((sum) => sum / stepsPerEpoch));
      next[0] = epochs + 1;
    }
    sums.fill(0);
    next[1] = 0;
    return next;
  },
};
