import { z } from 'zod';
import { productsOf } from '../program/task-gradients/products.ts';
import { besideDiagonal, blocks, diagonal, type Gradients } from '../program/task-gradients/stacks.ts';
import { at } from '../util/assert-never.ts';
import type { WeighingMethod } from './contract.ts';
import { learnedNumbers, learnedState, learnedStep } from './support/learned.ts';
import { softmax } from './support/losses.ts';
import { lossesOf } from './support/parts.ts';
import { inner, times } from './support/symmetric.ts';
import { upperShares } from './support/upper-shares.ts';
import { throughSoftmax } from './support/validated.ts';
import { weightRate } from './support/weight-rate.ts';

const schema = z.strictObject({
  innerSteps: z.int().min(1).max(4).default(1),
  phi: z.number().min(0).max(1).default(0.1),
  rate: z.number().min(0.0001).max(1).default(0.01),
});

/**
 * Upper losses F on validation data, a lower loss f = Σ w_t·L_t, w = softmax(α), whose fall in K further steps of descent is held down: q is the gradient of
 * f(α, θ) − f(α, θᴷ) in α and θ, θᴷ taken as given, h_m = ∇F_m/‖∇F_m‖. θ goes along Σ λ_m·h_m + ν·q, λ the mean over all steps of the best ones
 * (`upperShares`), ν = max(0, Σ λ_m(φ − q·h_m/‖q‖²)); α by Adam along what of q is its own. State: [steps, λ [T], α as learned by Adam].
 */
export const forum: WeighingMethod<z.infer<typeof schema>, 'forum'> = {
  id: 'forum',
  family: 'validation',
  honours: 'ignored',
  needs: 'validation',
  sets: 2,
  reads: {
    batches: ['validation'],
    structural: ['innerSteps'],
    // Where it stands, in each further step ahead but the last, on validation data; and the losses after the last.
    passes: ({ innerSteps }) => ({ whole: 1 + Number(innerSteps), forward: 1 }),
  },
  text: {
    title: { en: 'First-order bi-level (FORUM)', 'zh-CN': '一阶双层优化（FORUM）' },
    brief: {
      en: 'Steps towards all validation losses, as far as the weighted training loss stays near its best.',
      'zh-CN': '朝所有验证损失的方向前进，同时使加权训练损失接近其最优。',
    },
    more: {
      en: 'It looks ahead a few steps to see how far the weighted training loss is from its best, and holds that gap down while it follows validation. Gradients of validation data move the network itself: validation curves are no longer independent of training.',
      'zh-CN':
        '它向前试走几步，估计加权训练损失离最优还有多远，在压低这一差距的同时跟随验证损失。验证数据的梯度会直接移动网络：验证曲线不再独立于训练。',
    },
  },
  helps: {
    en: 'When validation counts most and MOML, which looks one step ahead, sees too little.',
    'zh-CN': '验证最重要，而只看一步的 MOML 看得太少时。',
  },
  formula: String.raw`\min_{\theta, w} \bigl( F_1, \dots, F_T \bigr)(\theta) \quad \text{s.t.} \quad f(w, \theta) \le \min_{\theta'} f(w, \theta'), \qquad f = \sum_i w_i L_i`,
  paper: { title: 'A First-Order Multi-Gradient Algorithm for Multi-Objective Bi-Level Optimization', venue: 'ECAI', year: 2024 },
  schema,
  fields: [
    {
      name: 'innerSteps',
      title: { en: 'Steps ahead K', 'zh-CN': '前瞻步数 K' },
      help: { en: 'How many steps it looks ahead; each costs a further pass.', 'zh-CN': '向前试走多少步；每步多一次计算。' },
      control: 'integer',
      min: 1,
      max: 4,
    },
    {
      name: 'phi',
      title: { en: 'Pull to the training loss φ', 'zh-CN': '对训练损失的约束 φ' },
      help: {
        en: 'How fast the training loss must fall at least.',
        'zh-CN': '训练损失至少要以多快的速度下降。',
      },
      control: 'number',
      min: 0,
      max: 1,
      step: 0.05,
    },
    weightRate(),
  ],
  properties: () => ['permutationInvariant'],
  initialState: (taskCount) => Float64Array.of(0, ...new Float64Array(taskCount), ...learnedState(new Float64Array(taskCount))),
  before: ({ taskCount }, state) => softmax(learnedNumbers(state.subarray(1 + taskCount))),
  lower(parts, { innerSteps }) {
    const { b, own, taskCount } = parts;
    const weights = parts.handedIn(taskCount);
    let there = parts.descended(own.gradients, weights);
    for (let step = 1; step < innerSteps; step++) there = parts.descended(parts.pass('own', there).gradients, weights, there);
    const [g, h] = [own.gradients, parts.pass(0).gradients];
    const between = (x: Gradients, y: Gradients) => productsOf(b, x, y, taskCount, 'all');
    const products = b.add2(blocks(b, between(g, g), between(h, h)), besideDiagonal(b, between(g, h)));
    const ahead = diagonal(b, lossesOf(parts, parts.pass('own', there)));
    return { numbers: blocks(b, products, ahead), weighs: [g, h], heads: 'chosen' };
  },
  weigh({ losses, gramian, taskCount: n }, state, { phi, rate }) {
    if (n === 1) return { weights: Float64Array.of(1, 0), state };
    const entry = (i: number, j: number): number => at(gramian, i * 3 * n + j);
    const tasks = Array.from({ length: n }, (_, i) => i);
    const learned = state.subarray(1 + n);
    const w = softmax(learnedNumbers(learned));
    const norms = tasks.map((m) => Math.sqrt(Math.max(0, entry(n + m, n + m))));
    const unit = (value: number, ...lengths: number[]): number =>
      lengths.reduce((left, length) => (length > 0 ? left / length : 0), value);
    const cosines = Float64Array.from(
      tasks.flatMap((i) => tasks.map((j) => unit(entry(n + i, n + j), at(norms, i), at(norms, j)))),
    );
    const along = Float64Array.from(tasks, (m) =>
      unit(
        tasks.reduce((sum, t) => sum + at(w, t) * entry(n + m, t), 0),
        at(norms, m),
      ),
    );
    const own = Float64Array.from(tasks.flatMap((i) => tasks.map((j) => entry(i, j))));
    const ofAlpha = throughSoftmax(
      w,
      tasks.map((t) => at(losses, t) - entry(2 * n + t, 2 * n + t)),
    );
    const square = Math.max(0, inner(w, times(own, w))) + inner(ofAlpha, ofAlpha);
    const best = upperShares(cosines, along, square, phi);
    const steps = at(state, 0) + 1;
    const shares = best.map((share, m) => at(state, 1 + m) + (share - at(state, 1 + m)) / steps);
    const nu = square > 0 ? Math.max(0, phi - inner(shares, along) / square) : 0;
    const next = learnedStep(
      learned,
      ofAlpha.map((slope) => nu * slope),
      rate,
    );
    return {
      weights: Float64Array.of(...w.map((weight) => nu * weight), ...shares.map((share, m) => unit(share, at(norms, m)))),
      state: Float64Array.of(steps, ...shares, ...next),
    };
  },
};
