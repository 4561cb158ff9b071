import { z } from 'zod';
import { at } from '../util/assert-never.ts';
import type { WeighingMethod } from './contract.ts';
import { amongMoving } from './support/gramian.ts';
import { applied, eigen, rankTolerance } from './support/symmetric.ts';

const schema = z.strictObject({ scale: z.enum(['min', 'median', 'rmse']).default('min') });

/** Of eigenvalues, descending. The median is the lower one of two, as in PyTorch. */
function sizeOf(scale: z.infer<typeof schema>['scale'], values: Float64Array): number {
  if (scale === 'min') return at(values, values.length - 1);
  if (scale === 'median') return at(values, Math.floor(values.length / 2));
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** K = VΛVᵀ; w = √s·V·Λ^(−½)·Vᵀ·p, p = 1/T, over eigenvalues above 1e-12 of the largest; s the smallest of them, their median, or their mean. */
export const alignedMtl: WeighingMethod<z.infer<typeof schema>, 'aligned-mtl'> = {
  id: 'aligned-mtl',
  family: 'gradientDirections',
  honours: 'scaling',
  needs: 'gramian',
  offers: ['representation'],
  text: {
    title: { en: 'Aligned components (Aligned-MTL)', 'zh-CN': '对齐分量（Aligned-MTL）' },
    brief: {
      en: 'Makes the gradients orthogonal and equally long before they are summed.',
      'zh-CN': '在求和之前使梯度相互正交且等长。',
    },
    more: {
      en: 'The directions in which the gradients spread are brought to one length, so that neither conflict nor dominance is left, and the mean of what results is taken. A direction in which they hardly differ is made as large as any other, noise included.',
      'zh-CN': '将梯度分布的各主方向统一到同一长度，冲突与支配均被消除，再取平均。差异微小的方向也被放大到同样长度，包括噪声。',
    },
  },
  helps: {
    en: 'When gradients both oppose and dominate each other, and training is unstable for it.',
    'zh-CN': '各梯度既相互冲突又有所支配，训练因此不稳定时。',
  },
  formula: String.raw`w = \sqrt{\lambda_{\min}}\; V \Lambda^{-1/2} V^{\top} \tfrac{1}{T} \mathbf{1}, \qquad K = V \Lambda V^{\top}`,
  paper: { title: 'Independent Component Alignment for Multi-Task Learning', venue: 'CVPR', year: 2023 },
  schema,
  fields: [
    {
      name: 'scale',
      title: { en: 'Length taken from', 'zh-CN': '长度取自' },
      help: {
        en: 'Which of the spread’s sizes all are brought to.',
        'zh-CN': '统一到哪一个主方向的大小。',
      },
      control: 'choice',
      options: [
        { value: 'min', title: { en: 'the smallest', 'zh-CN': '最小值' } },
        { value: 'median', title: { en: 'the median', 'zh-CN': '中位数' } },
        { value: 'rmse', title: { en: 'the root mean square', 'zh-CN': '均方根' } },
      ],
    },
  ],
  properties: () => ['permutationInvariant', 'linear'],
  initialState: () => new Float64Array(0),
  weigh: ({ gramian, taskCount }, state, { scale }) => ({
    weights: amongMoving({ gramian, taskCount }, (own, count) => {
      const parts = eigen(own, count);
      const limit = rankTolerance * at(parts.values, 0);
      const kept = parts.values.filter((value) => value > limit);
      const size = Math.sqrt(sizeOf(scale, kept));
      const mean = new Float64Array(count).fill(1 / taskCount);
      return applied(parts, (value) => (value > limit ? size / Math.sqrt(value) : 0), mean);
    }),
    state,
  }),
};
