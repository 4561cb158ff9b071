import { z } from 'zod';
import { at } from '../util/assert-never.ts';
import type { WeighingMethod } from './contract.ts';
import { amongMoving, shortestInHull } from './support/gramian.ts';
import { learnedNumbers, learnedState, learnedStep } from './support/learned.ts';
import { softmax } from './support/losses.ts';
import { inner } from './support/symmetric.ts';
import { afterTrialStep, gains, throughSoftmax } from './support/validated.ts';
import { weightRate } from './support/weight-rate.ts';

const schema = z.strictObject({ rate: z.number().min(0.0001).max(1).default(0.01) });

/**
 * w = softmax(α). After a trial step θ − η·Σ w_t·g_t every validation loss F_m has a gradient in α; these, at length 1, are combined by MGDA, Adam
 * moves α down what comes of it, and a step of Σ w_t·L_t is taken. The trial step is that of plain gradient descent. State: α as learned by Adam.
 */
export const moml: WeighingMethod<z.infer<typeof schema>, 'moml'> = {
  id: 'moml',
  family: 'validation',
  honours: 'ignored',
  needs: 'validation',
  offers: ['every', 'heads'],
  reads: { batches: ['validation'], weighsOwn: true, passes: () => ({ whole: 2, forward: 0 }) },
  text: {
    title: { en: 'Multi-objective meta learning (MOML)', 'zh-CN': '多目标元学习（MOML）' },
    brief: {
      en: 'Learns the weights that make a step help all validation losses alike.',
      'zh-CN': '学习权重，使每一步同等地有利于所有验证损失。',
    },
    more: {
      en: 'It tries a step and asks of every validation loss which weights would have served it better; the answers are combined as MGDA does, so that none is worse off. Weights are chosen to do well on unseen data, but one step ahead only.',
      'zh-CN':
        '它先试走一步，询问每个验证损失怎样的权重会更好；各答案按 MGDA 的方式合并，使谁都不吃亏。权重着眼于未见过的数据，但只看一步之远。',
    },
  },
  helps: {
    en: 'When all tasks should do well on unseen data, and training losses mislead about it.',
    'zh-CN': '所有任务都应在未见过的数据上表现好，而训练损失具有误导性时。',
  },
  formula: String.raw`\min_w \bigl( F_1, \dots, F_T \bigr) \Bigl( \theta - \eta \sum_i w_i g_i \Bigr), \qquad w = \operatorname{softmax}(\alpha)`,
  paper: { title: 'Multi-Objective Meta Learning', venue: 'NeurIPS', year: 2021 },
  schema,
  fields: [weightRate()],
  properties: () => ['permutationInvariant', 'simplex'],
  initialState: (taskCount) => learnedState(new Float64Array(taskCount)),
  before: (_, state) => softmax(learnedNumbers(state)),
  lower: afterTrialStep,
  weigh({ gramian, taskCount }, state, { rate }) {
    if (taskCount === 1) return { weights: Float64Array.of(1), state };
    const w = softmax(learnedNumbers(state));
    const each = gains(gramian, taskCount);
    const units = Array.from({ length: taskCount }, (_, m) => {
      const slope = throughSoftmax(w, each.subarray(m * taskCount, (m + 1) * taskCount));
      const length = Math.sqrt(inner(slope, slope));
      return slope.map((value) => (length > 0 ? -value / length : 0));
    });
    const products = units.flatMap((a) => units.map((b) => inner(a, b)));
    const shares = amongMoving({ gramian: products, taskCount }, (own, count) => shortestInHull(own, count));
    const slopes = w.map((_, t) => units.reduce((sum, unit, m) => sum + at(shares, m) * at(unit, t), 0));
    const next = learnedStep(state, slopes, rate);
    return { weights: softmax(learnedNumbers(next)), state: next };
  },
};
