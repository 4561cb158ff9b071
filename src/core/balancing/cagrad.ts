import { z } from 'zod';
import { at } from '../util/assert-never.ts';
import type { WeighingMethod } from './contract.ts';
import { amongMoving, lengthOf } from './support/gramian.ts';
import { worstMix } from './support/worst-mix.ts';

const schema = z.strictObject({
  c: z.number().min(0).max(2).default(0.5),
  rescale: z.boolean().default(true),
});

/** d = m + c‖m‖·g_w/‖g_w‖, m the mean gradient, w on the simplex minimising g_w·m + c‖m‖‖g_w‖; exact by a root in one unknown, see `worstMix`.
 * Where gradients cancel out there is no such w: d = m. LibMTL divides by 1 + c² and TorchJD does not: as LibMTL and the authors' code by default, so that
 * the step is about as long as a plain one and c a matter of direction alone; both come near w by a general solver, which is far off where scales differ. */
export const cagrad: WeighingMethod<z.infer<typeof schema>, 'cagrad'> = {
  id: 'cagrad',
  family: 'gradientDirections',
  honours: 'scaling',
  needs: 'gramian',
  text: {
    title: { en: 'Conflict-averse (CAGrad)', 'zh-CN': '冲突规避（CAGrad）' },
    brief: {
      en: 'Stays near the mean gradient, and within that helps the worst task.',
      'zh-CN': '保持在平均梯度附近，并在此范围内帮助最差的任务。',
    },
    more: {
      en: 'Of all directions within a ball around the mean gradient it takes the one whose least gain is the largest; it still ends at an optimum of the mean loss. Gains are counted as losses are: large scales win.',
      'zh-CN':
        '在以平均梯度为中心的球内，选择使最小获益最大的方向；最终仍收敛到平均损失的最优点。获益按损失的尺度计算：尺度大的任务占优。',
    },
  },
  helps: {
    en: 'When the mean loss is the goal, but the worst task should not be given up on the way.',
    'zh-CN': '以平均损失为目标，但途中不应放弃最差的任务时。',
  },
  formula: String.raw`\max_d \, \min_i \, g_i \cdot d \quad \text{s.t.} \quad \lVert d - \bar g \rVert \le c\, \lVert \bar g \rVert`,
  paper: { title: 'Conflict-Averse Gradient Descent for Multi-task Learning', venue: 'NeurIPS', year: 2021 },
  schema,
  fields: [
    {
      name: 'c',
      title: { en: 'Radius c', 'zh-CN': '半径 c' },
      help: {
        en: 'The ball’s radius in lengths of the mean gradient: 0 is the mean itself.',
        'zh-CN': '球的半径，以平均梯度的长度为单位：0 即平均梯度本身。',
      },
      control: 'number',
      min: 0,
      max: 2,
      step: 0.1,
    },
    {
      name: 'rescale',
      title: { en: 'Divide by 1 + c²', 'zh-CN': '除以 1 + c²' },
      help: {
        en: 'Keeps the step about as long as the mean gradient, as published code does.',
        'zh-CN': '使步长大致等于平均梯度的长度，与公开代码一致。',
      },
      control: 'switch',
    },
  ],
  properties: () => ['permutationInvariant', 'linear'],
  initialState: () => new Float64Array(0),
  weigh: ({ gramian, taskCount }, state, { c, rescale }) => ({
    weights: amongMoving({ gramian, taskCount }, (own, count) => {
      const mean = new Float64Array(count).fill(1 / taskCount);
      const radius = c * lengthOf(own, mean);
      const mix = radius > 0 ? worstMix(own, mean, radius) : null;
      const reach = mix ? radius / lengthOf(own, mix) : 0;
      return mean.map((share, k) => (share + (mix ? reach * at(mix, k) : 0)) / (rescale ? 1 + c ** 2 : 1));
    }),
    state,
  }),
};
