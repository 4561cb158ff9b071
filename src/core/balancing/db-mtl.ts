import { z } from 'zod';
import { addedUp, diagonal, eachShared, ofTasks } from '../program/task-gradients/stacks.ts';
import { at } from '../util/assert-never.ts';
import type { WeighingMethod } from './contract.ts';
import { leastLoss } from './support/losses.ts';
import { lossesOf, squaresOf } from './support/parts.ts';

const schema = z.strictObject({
  beta: z.number().min(0).max(1).default(0.9),
  fading: z.number().min(0).max(2).default(0),
});

/** d = Σ (max‖b‖/‖b_i‖)·b_i, b a running mean of the gradients of log(L + 1e-8): b ← g + (β/tˢ)(b − g). State: [steps]; b stands on the device. */
export const dbMtl: WeighingMethod<z.infer<typeof schema>, 'db-mtl'> = {
  id: 'db-mtl',
  family: 'gradientSizes',
  honours: 'factor',
  needs: 'gradients',
  reads: { batches: [] },
  text: {
    title: { en: 'Dual balancing (DB-MTL)', 'zh-CN': '双重平衡（DB-MTL）' },
    brief: {
      en: 'Takes logarithms of losses, and makes smoothed gradients as long as the longest.',
      'zh-CN': '对损失取对数，并使平滑后的梯度都与最长的等长。',
    },
    more: {
      en: 'Logarithms take the units of losses away; a running mean takes noise out of the gradients, which then all get the length of the longest. Directions may still cancel each other, and the steps grow with the number of tasks.',
      'zh-CN':
        '取对数消除损失的单位；滑动平均去掉梯度中的噪声，再使它们都达到最长者的长度。方向仍可能相互抵消，步长也随任务数增大。',
    },
  },
  helps: {
    en: 'When both losses and gradients differ in scale and batches are noisy.',
    'zh-CN': '损失与梯度的尺度都不同，且批次噪声大时。',
  },
  formula: String.raw`d = \sum_i \frac{\max_j \lVert b_j \rVert}{\lVert b_i \rVert}\, b_i, \qquad b_i \leftarrow \nabla \log L_i + \beta\, (b_i - \nabla \log L_i)`,
  paper: { title: 'Dual-Balancing for Multi-Task Learning', venue: 'arXiv 2308.12029', year: 2023 },
  schema,
  fields: [
    {
      name: 'beta',
      title: { en: 'Share of the past β', 'zh-CN': '过去所占比例 β' },
      help: { en: 'How much of the running mean is kept in a step.', 'zh-CN': '每一步保留多少滑动平均。' },
      control: 'number',
      min: 0,
      max: 1,
      step: 0.05,
    },
    {
      name: 'fading',
      title: { en: 'Fading σ', 'zh-CN': '衰减 σ' },
      help: {
        en: 'The share of the past is divided by the number of steps to this power; 0: it stays.',
        'zh-CN': '过去所占比例除以步数的该次幂；0 表示不变。',
      },
      control: 'number',
      min: 0,
      max: 2,
      step: 0.1,
    },
  ],
  properties: () => ['permutationInvariant', 'scaleInvariant'],
  initialState: () => new Float64Array(1),
  before: (_, state, { beta, fading }) => [beta / (at(state, 0) + 1) ** fading],
  lower(parts) {
    const { b, own, taskCount } = parts;
    const share = parts.handedIn(1);
    const losses = b.binary('add', lossesOf(parts), b.fill([taskCount], leastLoss));
    const before = parts.kept('b', own.stacks);
    const rest = b.sub(b.scalar(1), share);
    const means = eachShared(own.stacks, ({ tasks, tensor }, i) => {
      const logarithm = b.mul(tensor, b.mul(b.unary('reciprocal', ofTasks(b, losses, tasks)), rest));
      return b.add2(logarithm, b.mul(before[i]?.tensor ?? tensor, share));
    });
    parts.keep('b', means);
    return { numbers: diagonal(b, addedUp(b, squaresOf(b, means), taskCount)), weighs: [means], heads: 'nominal' };
  },
  weigh({ gramian, taskCount }, state) {
    const norms = Float64Array.from({ length: taskCount }, (_, i) => Math.sqrt(Math.max(0, at(gramian, i * (taskCount + 1)))));
    const longest = Math.max(...norms);
    return { weights: norms.map((norm) => (norm > 0 ? longest / norm : 1)), state: Float64Array.of(at(state, 0) + 1) };
  },
};
