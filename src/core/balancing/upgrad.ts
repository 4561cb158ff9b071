import { z } from 'zod';
import { at } from '../util/assert-never.ts';
import type { WeighingMethod } from './contract.ts';
import { amongMoving } from './support/gramian.ts';
import { projected } from './support/projected.ts';

const schema = z.strictObject({});

/** w = Σ_i argmin vᵀKv over v ≥ e_i/T, exact by an active set on the cosines. TorchJD adds 1e-4 of the trace to K before, which moves results by a third
 * where scales differ tenfold; this does not. */
export const upgrad: WeighingMethod<z.infer<typeof schema>, 'upgrad'> = {
  id: 'upgrad',
  family: 'gradientDirections',
  honours: 'scaling',
  needs: 'gramian',
  text: {
    title: { en: 'Unconflicting projection (UPGrad)', 'zh-CN': '无冲突投影（UPGrad）' },
    brief: {
      en: 'Projects each gradient to where no task gets worse, then takes the mean.',
      'zh-CN': '把每个梯度投影到不使任何任务变差的范围，再取平均。',
    },
    more: {
      en: 'Each gradient is moved as little as possible until it opposes no other; the mean of the results opposes none either, with any number of tasks. Large gradients still count for more.',
      'zh-CN':
        '每个梯度被尽可能小地移动，直到不与其他任何梯度冲突；无论任务多少，结果的平均也不与任何梯度冲突。较大的梯度仍占更大比重。',
    },
  },
  helps: {
    en: 'When no task may get worse, with any number of tasks, and size should go on counting.',
    'zh-CN': '任务再多也不允许任何一个变差，同时梯度大小仍应起作用时。',
  },
  formula: String.raw`d = \frac{1}{T} \sum_i \pi(g_i), \qquad \pi(g) = \operatorname*{arg\,min}_{u \,:\, u \cdot g_j \ge 0} \lVert u - g \rVert`,
  paper: { title: 'Jacobian Descent for Multi-Objective Optimization', venue: 'arXiv 2406.16232', year: 2024 },
  schema,
  fields: [],
  properties: () => ['permutationInvariant', 'linear', 'nonConflicting', 'stationary'],
  initialState: () => new Float64Array(0),
  weigh: ({ gramian, taskCount }, state) => ({
    weights: amongMoving({ gramian, taskCount }, (own, count) => {
      const sum = new Float64Array(count);
      for (let task = 0; task < count; task++) {
        const least = new Float64Array(count);
        least[task] = 1 / taskCount;
        projected(own, least).forEach((weight, k) => {
          sum[k] = at(sum, k) + weight;
        });
      }
      return sum;
    }),
    state,
  }),
};
