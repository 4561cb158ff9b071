import { z } from 'zod';
import { at } from '../util/assert-never.ts';
import type { WeighingMethod } from './contract.ts';
import { amongMoving, directionsOf } from './support/gramian.ts';
import { inner, pseudoSolve, times } from './support/symmetric.ts';

const schema = z.strictObject({});

/** d = (Σ g_i·x̂)·x̂, x̂ the unit vector of U⁺·1, U the unit gradients; as weights (C⁺·1)_i/n_i, C being their cosines. Free of conflict
 * as long as no gradient is a mixture of others, which is no promise for every step. */
export const config: WeighingMethod<z.infer<typeof schema>, 'config'> = {
  id: 'config',
  family: 'gradientDirections',
  honours: 'scaling',
  needs: 'gramian',
  text: {
    title: { en: 'Conflict-free (ConFIG)', 'zh-CN': '无冲突方向（ConFIG）' },
    brief: {
      en: 'Takes the direction that makes the same angle with every gradient.',
      'zh-CN': '选择与每个梯度夹角相同的方向。',
    },
    more: {
      en: 'Lengths of gradients do not count for the direction; how far it goes is what all of them reach along it. Nearly opposite gradients leave a direction that is mostly noise.',
      'zh-CN': '方向与梯度长度无关；步长是所有梯度沿该方向之和。接近相反的梯度所剩的方向大多是噪声。',
    },
  },
  helps: {
    en: 'When losses of very different nature meet, as the equations and boundaries of physics.',
    'zh-CN': '性质迥异的损失相遇时，例如物理方程与边界条件。',
  },
  formula: String.raw`d = \Bigl( \sum_i g_i \cdot \hat x \Bigr) \hat x, \qquad x = U^{+} \mathbf{1}, \qquad U_i = \frac{g_i}{n_i}`,
  paper: { title: 'ConFIG: Towards Conflict-free Training of Physics Informed Neural Networks', venue: 'ICLR', year: 2025 },
  schema,
  fields: [],
  properties: () => ['permutationInvariant', 'linear', 'scaleInvariant'],
  initialState: () => new Float64Array(0),
  weigh: ({ gramian, taskCount }, state) => ({
    weights: amongMoving({ gramian, taskCount }, (own, count) => {
      const { norms, cosines } = directionsOf(own, count);
      const shares = pseudoSolve(cosines, new Float64Array(count).fill(1)).map((share, k) => share / at(norms, k));
      const products = times(own, shares);
      const square = inner(shares, products);
      const reach = products.reduce((sum, product) => sum + product, 0);
      return shares.map((share) => (square > 0 ? (share * reach) / square : 0));
    }),
    state,
  }),
};
