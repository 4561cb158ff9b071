import { z } from 'zod';
import { at } from '../util/assert-never.ts';
import type { WeighingMethod } from './contract.ts';
import { positive, preference } from './support/losses.ts';
import { inner } from './support/symmetric.ts';

const schema = z.strictObject({ pull: z.number().min(0.01).max(8).default(1) });

/** The gradient of Σ r_i·L_i − λ·cos(r, L), r being λ of the visitor as parts of 1. The paper draws r anew for each step and gives it to the network. */
export const cosmos: WeighingMethod<z.infer<typeof schema>, 'cosmos'> = {
  id: 'cosmos',
  family: 'losses',
  honours: 'prior',
  needs: 'losses',
  text: {
    title: { en: 'Preference direction (COSMOS)', 'zh-CN': '偏好方向（COSMOS）' },
    brief: {
      en: 'Keeps the losses in the proportion that your weights ask for.',
      'zh-CN': '使各损失保持你的权重所要求的比例。',
    },
    more: {
      en: 'Beside the weighted sum it raises the cosine between the losses and your preference, so that where the run ends follows your weights. Losses must be of comparable size for that to mean anything.',
      'zh-CN': '除加权和之外，它还提高损失向量与偏好之间的余弦，使训练的终点随你的权重而定。只有各损失大小相当时才有意义。',
    },
  },
  helps: {
    en: 'When you want to walk along the trade-offs by your weights, with losses of like size.',
    'zh-CN': '各损失大小相近，想用权重在各种折中之间移动时。',
  },
  formula: String.raw`\sum_i r_i L_i - \lambda \cos(r, L)`,
  paper: { title: 'Scalable Pareto Front Approximation for Deep Multi-Objective Learning', venue: 'ICDM', year: 2021 },
  schema,
  fields: [
    {
      name: 'pull',
      title: { en: 'Pull λ', 'zh-CN': '拉力 λ' },
      help: {
        en: 'How strongly the proportion is kept, against lowering the losses.',
        'zh-CN': '保持比例相对于降低损失的强度。',
      },
      control: 'number',
      min: 0.01,
      max: 8,
      step: 0.1,
    },
  ],
  properties: () => ['permutationInvariant'],
  initialState: () => new Float64Array(0),
  weigh({ losses, nominal, taskCount }, state, { pull }) {
    if (taskCount === 1) return { weights: Float64Array.of(1), state };
    const r = preference(nominal);
    const known = Float64Array.from(losses, positive);
    const [own, seen, both] = [inner(r, r), inner(known, known), inner(r, known)];
    const size = Math.sqrt(own * seen);
    return { weights: r.map((share, task) => share - pull * (share / size - (both * at(known, task)) / (size * seen))), state };
  },
};
