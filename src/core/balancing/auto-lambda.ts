import { z } from 'zod';
import { at } from '../util/assert-never.ts';
import type { WeighingMethod } from './contract.ts';
import { learnedNumbers, learnedState, learnedStep } from './support/learned.ts';
import { afterTrialStep, gains } from './support/validated.ts';
import { weightRate } from './support/weight-rate.ts';

const schema = z.strictObject({
  start: z.number().min(0.001).max(10).default(0.1),
  rate: z.number().min(0.00001).max(1).default(0.0001),
});

/**
 * w by Adam down Σ_m λ_m·F_m(θ − η·Σ w_t·g_t), F the validation losses; then a step of Σ w_t·L_t, no weight below 0. The derivative is exact, where
 * the paper takes a finite difference of ε = .01/‖∇F‖; the trial step is that of plain gradient descent; the factor η, which Adam takes out
 * again, is left out. State: w as learned by Adam.
 */
export const autoLambda: WeighingMethod<z.infer<typeof schema>, 'auto-lambda'> = {
  id: 'auto-lambda',
  family: 'validation',
  honours: 'prior',
  needs: 'validation',
  offers: ['every', 'heads'],
  reads: { batches: ['validation'], weighsOwn: true, passes: () => ({ whole: 2, forward: 0 }) },
  text: {
    title: { en: 'Auto-λ', 'zh-CN': '自动权重（Auto-λ）' },
    brief: {
      en: 'Learns the weights that make a step help the validation losses that you care about.',
      'zh-CN': '学习权重，使每一步有利于你关心的验证损失。',
    },
    more: {
      en: 'It tries a step, looks at validation data, and gives more weight to tasks whose gradient helped there; your weights say which validation losses count, so that a task with 0 serves the others only. It learns slowly, and weights that never change sign cannot undo harm.',
      'zh-CN':
        '它先试走一步，再看验证数据，并给其梯度在那里有帮助的任务更多权重；哪些验证损失算数由你的权重决定，为 0 的任务只为其他任务服务。它学得较慢，而从不为负的权重也无法抵消损害。',
    },
  },
  helps: {
    en: 'When some tasks are there only to help others, and you have validation data to see it by.',
    'zh-CN': '有些任务只是为了帮助其他任务，且有验证数据可供判断时。',
  },
  formula: String.raw`\min_w \sum_m \lambda_m F_m \Bigl( \theta - \eta \sum_i w_i g_i \Bigr)`,
  paper: { title: 'Auto-Lambda: Disentangling Dynamic Task Relationships', venue: 'TMLR', year: 2022 },
  schema,
  fields: [
    {
      name: 'start',
      title: { en: 'First weights', 'zh-CN': '初始权重' },
      help: { en: 'The weight of every task in the first step.', 'zh-CN': '第一步中每个任务的权重。' },
      control: 'number',
      min: 0.001,
      max: 10,
      step: 0.1,
    },
    weightRate({ min: 0.00001 }),
  ],
  properties: () => ['permutationInvariant'],
  initialState: (taskCount, { start }) => learnedState(new Float64Array(taskCount).fill(start)),
  before: (_, state) => learnedNumbers(state),
  lower: afterTrialStep,
  weigh({ gramian, taskCount, nominal }, state, { rate }) {
    if (taskCount === 1) return { weights: Float64Array.of(1), state };
    const each = gains(gramian, taskCount);
    const slopes = Float64Array.from({ length: taskCount }, (_, t) => {
      let slope = 0;
      for (let m = 0; m < taskCount; m++) slope -= at(nominal, m) * at(each, m * taskCount + t);
      return slope;
    });
    const next = learnedStep(state, slopes, rate);
    const weights = learnedNumbers(next).map((weight) => Math.max(0, weight));
    next.set(weights, 1);
    return { weights, state: next };
  },
};
