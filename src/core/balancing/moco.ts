import { z } from 'zod';
import { productsOf } from '../program/task-gradients/products.ts';
import { addedUp, eachShared, ofTasks } from '../program/task-gradients/stacks.ts';
import { at } from '../util/assert-never.ts';
import type { WeighingMethod } from './contract.ts';
import { softmax } from './support/losses.ts';
import { lossesOf, squaresOf } from './support/parts.ts';
import { times } from './support/symmetric.ts';

const schema = z.strictObject({
  beta: z.number().min(0.01).max(1).default(0.5),
  gamma: z.number().min(0.001).max(10).default(0.1),
  rho: z.number().min(0).max(1).default(0),
});

/** A gradient that is shorter counts as none. */
const leastLength = 1e-12;

/**
 * y ← y + β_t(ĝ − y), ĝ = L·g/‖g‖; λ ← softmax(λ − γ_t(yyᵀ + ρI)λ); d = Σ λ_i·y_i; β_t = β/√t, γ_t = γ/√t. As LibMTL has it; the paper projects λ onto
 * the simplex and tracks g itself. State: [steps, λ [T]]; y stands on the device.
 */
export const moco: WeighingMethod<z.infer<typeof schema>, 'moco'> = {
  id: 'moco',
  family: 'gradientDirections',
  honours: 'factor',
  needs: 'gradients',
  reads: { batches: [] },
  text: {
    title: { en: 'Gradient correction (MoCo)', 'zh-CN': '梯度校正（MoCo）' },
    brief: {
      en: 'Follows what helps all tasks along smoothed gradients, so that noise does not decide.',
      'zh-CN': '沿平滑后的梯度寻找对所有任务有利的方向，不让噪声左右。',
    },
    more: {
      en: 'What MGDA finds in a single batch is drawn to whichever gradient happens to be small; here running means of the gradients are compared, and the weights move slowly. It keeps as many numbers per task as there are shared parameters.',
      'zh-CN':
        'MGDA 在单个批次中的结果容易被恰好较小的梯度左右；这里比较的是梯度的滑动平均，权重也缓慢变化。每个任务需额外保存与共享参数同样多的数。',
    },
  },
  helps: {
    en: 'With small, noisy batches, where MGDA would follow the noise.',
    'zh-CN': '批次小、噪声大，MGDA 会跟着噪声走时。',
  },
  formula: String.raw`y_i \leftarrow y_i + \beta_t \Bigl( \frac{L_i g_i}{n_i} - y_i \Bigr), \qquad w \leftarrow \operatorname{softmax} \bigl( w - \gamma_t Y Y^{\top} w \bigr), \qquad d = \sum_i w_i y_i`,
  paper: {
    title: 'Mitigating Gradient Bias in Multi-objective Learning: A Provably Convergent Approach',
    venue: 'ICLR',
    year: 2023,
  },
  schema,
  fields: [
    {
      name: 'beta',
      title: { en: 'Rate of the memory β', 'zh-CN': '记忆速率 β' },
      help: {
        en: 'How fast the running mean of the gradients follows, in the first step; later less.',
        'zh-CN': '梯度滑动平均在第一步的跟随速度，之后递减。',
      },
      control: 'number',
      min: 0.01,
      max: 1,
      step: 0.05,
    },
    {
      name: 'gamma',
      title: { en: 'Rate of the weights γ', 'zh-CN': '权重的速率 γ' },
      help: { en: 'How fast the weights move, in the first step; later less.', 'zh-CN': '权重在第一步的变化速度，之后递减。' },
      control: 'number',
      min: 0.001,
      max: 10,
      step: 0.05,
    },
    {
      name: 'rho',
      title: { en: 'Pull to equal weights ρ', 'zh-CN': '回到等权的力度 ρ' },
      help: { en: 'Draws the weights together.', 'zh-CN': '使各权重相互靠拢。' },
      control: 'number',
      min: 0,
      max: 1,
      step: 0.01,
    },
  ],
  properties: () => ['permutationInvariant', 'simplex'],
  initialState: (taskCount) => Float64Array.from({ length: 1 + taskCount }, (_, i) => (i === 0 ? 0 : 1 / taskCount)),
  before: (_, state, { beta }) => [beta / Math.sqrt(at(state, 0) + 1)],
  lower(parts) {
    const { b, own, taskCount } = parts;
    const rate = parts.handedIn(1);
    const lengths = b.unary('sqrt', addedUp(b, squaresOf(b, own.stacks), taskCount));
    const sizes = b.div(lossesOf(parts), b.binary('max', lengths, b.fill([taskCount], leastLength)));
    const before = parts.kept('y', own.stacks);
    const tracked = eachShared(own.stacks, ({ tasks, tensor }, i) => {
      const kept = before[i]?.tensor ?? tensor;
      return b.add2(kept, b.mul(b.sub(b.mul(tensor, ofTasks(b, sizes, tasks)), kept), rate));
    });
    parts.keep('y', tracked);
    return { numbers: productsOf(b, tracked, tracked, taskCount), weighs: [tracked], heads: 'nominal' };
  },
  weigh({ gramian, taskCount }, state, { gamma, rho }) {
    const steps = at(state, 0) + 1;
    const weights = state.slice(1);
    const pulls = times(gramian, weights).map((value, i) => value + rho * at(weights, i));
    const next = softmax(weights.map((weight, i) => weight - (gamma / Math.sqrt(steps)) * at(pulls, i)));
    return { weights: taskCount === 1 ? Float64Array.of(1) : next, state: Float64Array.of(steps, ...next) };
  },
};
