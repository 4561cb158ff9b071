import { z } from 'zod';
import { at } from '../util/assert-never.ts';
import type { WeighingMethod } from './contract.ts';
import { positive, preference } from './support/losses.ts';
import { inner } from './support/symmetric.ts';

const schema = z.strictObject({ penalty: z.number().min(0).max(20).default(5) });

/** The gradient of d₁ + θ·d₂: d₁ = L·ŵ, d₂ = ‖L − d₁·ŵ‖, ŵ the unit vector of the visitor’s weights, the ideal point at 0. */
export const pbi: WeighingMethod<z.infer<typeof schema>, 'pbi'> = {
  id: 'pbi',
  family: 'losses',
  honours: 'prior',
  needs: 'losses',
  text: {
    title: { en: 'Boundary intersection (PBI)', 'zh-CN': '边界交叉（PBI）' },
    brief: {
      en: 'Walks down the line that your weights draw through the losses.',
      'zh-CN': '沿着你的权重在损失空间中画出的直线下降。',
    },
    more: {
      en: 'The way along that line is lowered, and the distance from it is punished; a task that is better than its share is even held back. The line starts where all losses are 0.',
      'zh-CN': '沿直线的距离被降低，偏离直线受到惩罚；好于其份额的任务甚至会被拖住。直线从所有损失为 0 处出发。',
    },
  },
  helps: {
    en: 'When losses should end in a proportion that you choose.',
    'zh-CN': '希望各损失最终达到你选定的比例时。',
  },
  formula: String.raw`d_1 + \theta d_2, \qquad d_1 = L \cdot \hat r, \qquad d_2 = \lVert L - d_1 \hat r \rVert`,
  paper: { title: 'MOEA/D: A Multiobjective Evolutionary Algorithm Based on Decomposition', venue: 'IEEE TEVC', year: 2007 },
  schema,
  fields: [
    {
      name: 'penalty',
      title: { en: 'Penalty θ', 'zh-CN': '惩罚 θ' },
      help: {
        en: 'How much the distance from the line counts.',
        'zh-CN': '偏离直线的距离有多重要。',
      },
      control: 'number',
      min: 0,
      max: 20,
      step: 0.5,
    },
  ],
  properties: () => ['permutationInvariant'],
  initialState: () => new Float64Array(0),
  weigh({ losses, nominal, taskCount }, state, { penalty }) {
    if (taskCount === 1) return { weights: Float64Array.of(1), state };
    const shares = preference(nominal);
    const length = Math.sqrt(inner(shares, shares));
    const line = shares.map((share) => share / length);
    const known = Float64Array.from(losses, positive);
    const along = inner(line, known);
    const off = line.map((part, task) => at(known, task) - along * part);
    const distance = Math.sqrt(inner(off, off));
    // Nearer than sums are exact it stands on the line.
    const apart = distance > 1e-12 * along;
    return { weights: line.map((part, task) => part + (apart ? (penalty * at(off, task)) / distance : 0)), state };
  },
};
