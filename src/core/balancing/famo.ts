import { z } from 'zod';
import { diagonal } from '../program/task-gradients/stacks.ts';
import { at } from '../util/assert-never.ts';
import type { WeighingMethod } from './contract.ts';
import { learnedNumbers, learnedState, learnedStep } from './support/learned.ts';
import { leastLoss, softmax } from './support/losses.ts';
import { lossesOf } from './support/parts.ts';
import { weightRate } from './support/weight-rate.ts';

const schema = z.strictObject({
  rate: z.number().min(0.0001).max(1).default(0.025),
  decay: z.number().min(0).max(1).default(0.001),
});

/** What is left of a loss above the best that it can be, 0. */
const left = (loss: number): number => Math.max(loss, leastLoss);

/**
 * w_i = z_i/(c·L_i), z = softmax(ξ), c = Σ z/L: a step down log L that all tasks share as z says. After it ξ goes down (diag z − zzᵀ)·δ by Adam, δ
 * the fall of log L on the same batch, with a weight decay as in the authors' code. The losses after a step are found at the beginning of the
 * next, before which nothing else happens; a task without a label teaches nothing. State: [ξ as learned by Adam (1 + 3T), last step, its losses [T]].
 */
export const famo: WeighingMethod<z.infer<typeof schema>, 'famo'> = {
  id: 'famo',
  family: 'losses',
  honours: 'factor',
  needs: 'lossesAfter',
  reads: { batches: ['previous'], weighsOwn: true, passes: () => ({ whole: 1, forward: 1 }) },
  text: {
    title: { en: 'Fast adaptive balancing (FAMO)', 'zh-CN': '快速自适应平衡（FAMO）' },
    brief: {
      en: 'Lowers all losses at the same relative pace, judged by what each step did.',
      'zh-CN': '使所有损失以相同的相对速度下降，依据每一步的实际效果。',
    },
    more: {
      en: 'Each batch is looked at again after its step; whoever’s loss fell least by it, in proportion, gets more weight. It needs no gradient of a single task and so costs the same for many tasks, but it answers late to conflicts that gradients would show.',
      'zh-CN':
        '每一步之后再看一次同一批样本；按比例下降最少的任务获得更大权重。它不需要单个任务的梯度，任务再多开销也不变，但对梯度中显现的冲突反应较慢。',
    },
  },
  helps: {
    en: 'With many tasks, where gradients of every single one would cost too much.',
    'zh-CN': '任务很多，逐个计算梯度代价太高时。',
  },
  formula: String.raw`w_i = \frac{z_i / L_i}{\sum_j z_j / L_j}, \qquad z = \operatorname{softmax}(\xi), \qquad \xi \leftarrow \xi - \eta\, (\operatorname{diag} z - z z^{\top}) \log \frac{L}{L^{+}}`,
  paper: { title: 'FAMO: Fast Adaptive Multitask Optimization', venue: 'NeurIPS', year: 2023 },
  schema,
  fields: [
    weightRate(),
    {
      name: 'decay',
      title: { en: 'Pull to equal weights', 'zh-CN': '回到等权的力度' },
      help: {
        en: 'How strongly the weights are drawn back to where all count alike.',
        'zh-CN': '把权重拉回各任务同等重要的力度。',
      },
      control: 'number',
      min: 0,
      max: 1,
      step: 0.001,
    },
  ],
  properties: () => ['permutationInvariant', 'scaleInvariant'],
  initialState: (taskCount) =>
    Float64Array.from([...learnedState(new Float64Array(taskCount)), 0, ...new Float64Array(taskCount)]),
  lower: (parts) => ({
    numbers: diagonal(parts.b, lossesOf(parts, parts.pass(0))),
    weighs: 'losses',
    heads: 'chosen',
  }),
  weigh({ step, losses, measured, gramian, taskCount }, state, { rate, decay }) {
    let learned = state.subarray(0, 1 + 3 * taskCount);
    const before = state.subarray(2 + 3 * taskCount);
    if (step > 1 && at(state, 1 + 3 * taskCount) === step - 1) {
      const logits = learnedNumbers(learned);
      const shares = softmax(logits);
      const falls = before.map((loss, task) =>
        Number.isNaN(loss) ? 0 : Math.log(left(loss)) - Math.log(left(at(gramian, task * (taskCount + 1)))),
      );
      const mean = shares.reduce((sum, share, task) => sum + share * at(falls, task), 0);
      const slopes = shares.map((share, task) => share * (at(falls, task) - mean) + decay * at(logits, task));
      learned = learnedStep(learned, slopes, rate);
    }
    const known = Float64Array.from(losses, (loss, task) => (measured?.[task] === 0 ? Number.NaN : loss));
    const state1 = Float64Array.from([...learned, step, ...known]);
    if (taskCount === 1) return { weights: Float64Array.of(1), state: state1 };
    const parts = softmax(learnedNumbers(learned)).map((share, task) => share / left(at(losses, task)));
    // Of what was not measured there is nothing to weigh.
    const sum = parts.reduce((total, part, task) => total + (Number.isNaN(at(known, task)) ? 0 : part), 0);
    return { weights: parts.map((part, task) => (Number.isNaN(at(known, task)) ? 0 : part / sum)), state: state1 };
  },
};
