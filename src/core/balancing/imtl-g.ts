import { z } from 'zod';
import { at } from '../util/assert-never.ts';
import type { WeighingMethod } from './contract.ts';
import { amongMoving, directionsOf, shortestInHull } from './support/gramian.ts';
import { pseudoSolve } from './support/symmetric.ts';

const schema = z.strictObject({});

/** w = K⁺n/Σ(K⁺n), n being the lengths of the gradients. */
export const imtlG: WeighingMethod<z.infer<typeof schema>, 'imtl-g'> = {
  id: 'imtl-g',
  family: 'gradientDirections',
  honours: 'scaling',
  needs: 'gramian',
  offers: ['representation'],
  text: {
    title: { en: 'Impartial gradients (IMTL-G)', 'zh-CN': '公平梯度（IMTL-G）' },
    brief: {
      en: 'Takes the direction on which all gradients have the same share.',
      'zh-CN': '选择在所有梯度上投影相等的方向。',
    },
    more: {
      en: 'The step has the same projection on every unit gradient, whatever their lengths, so no task is favoured. A weight may become negative, and a task can get worse where gradients oppose each other.',
      'zh-CN': '这一步在每个单位梯度上的投影相同，与长度无关，因此不偏向任何任务。权重可能为负，梯度相互冲突时某个任务可能变差。',
    },
  },
  helps: {
    en: 'When gradients differ in length and every task should advance alike.',
    'zh-CN': '各梯度长度不同，而每个任务都应同等前进时。',
  },
  formula: String.raw`d \cdot \frac{g_i}{n_i} = d \cdot \frac{g_j}{n_j}, \qquad \sum_i w_i = 1`,
  paper: { title: 'Towards Impartial Multi-task Learning', venue: 'ICLR', year: 2021 },
  schema,
  fields: [],
  properties: () => ['permutationInvariant', 'linear'],
  initialState: () => new Float64Array(0),
  weigh: ({ gramian, taskCount }, state) => ({
    weights: amongMoving({ gramian, taskCount }, (own, count) => {
      const { norms, cosines } = directionsOf(own, count);
      const shares = pseudoSolve(cosines, new Float64Array(count).fill(1)).map((share, i) => share / at(norms, i));
      const sum = shares.reduce((total, share) => total + share, 0);
      // Where they cancel out there is no such direction: the weights that do it.
      const lost = Math.abs(sum) <= 1e-9 * shares.reduce((total, share) => total + Math.abs(share), 0);
      return lost ? shortestInHull(own, count) : shares.map((share) => share / sum);
    }),
    state,
  }),
};
