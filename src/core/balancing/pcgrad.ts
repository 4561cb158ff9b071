import { z } from 'zod';
import { at } from '../util/assert-never.ts';
import { permutation } from '../util/random.ts';
import type { WeighingMethod } from './contract.ts';

const schema = z.strictObject({});

/** In which order task `task` meets all tasks [T]. */
type OrderOf = (task: number) => ArrayLike<number>;

/**
 * Weights w with Σ_i w_i·g_i = Σ_i ĝ_i, where ĝ_i starts as g_i and loses, over the others j in turn, what of it opposes g_j:
 * ĝ_i −= (ĝ_i·g_j / ‖g_j‖²)·g_j where ĝ_i·g_j < 0. ĝ stays in the span of the gradients: coefficients and the Gramian [T, T] suffice. A zero
 * gradient opposes nothing.
 */
export function projectedWeights(gramian: ArrayLike<number>, taskCount: number, orderOf: OrderOf): Float64Array {
  const weights = new Float64Array(taskCount);
  for (let task = 0; task < taskCount; task++) {
    const own = new Float64Array(taskCount);
    own[task] = 1;
    const order = orderOf(task);
    for (let place = 0; place < taskCount; place++) {
      const other = at(order, place);
      const square = at(gramian, other * taskCount + other);
      if (other === task || !(square > 0)) continue;
      const product = own.reduce((sum, coefficient, k) => sum + coefficient * at(gramian, k * taskCount + other), 0);
      if (product < 0) own[other] = at(own, other) - product / square;
    }
    own.forEach((coefficient, k) => {
      weights[k] = at(weights, k) + coefficient;
    });
  }
  return weights;
}

/** A new order for every task and step, as in the paper; TorchJD and LibMTL draw theirs likewise. */
export const pcgrad: WeighingMethod<z.infer<typeof schema>, 'pcgrad'> = {
  id: 'pcgrad',
  family: 'gradientDirections',
  honours: 'scaling',
  needs: 'gramian',
  text: {
    title: { en: 'Projecting conflicts (PCGrad)', 'zh-CN': '冲突投影（PCGrad）' },
    brief: {
      en: "Takes out of each task's gradient what opposes another task's.",
      'zh-CN': '从每个任务的梯度中去掉与其他任务相冲突的部分。',
    },
    more: {
      en: 'Where two gradients point apart, each is projected onto the plane on which the other neither gains nor loses, the others in random order, and what is left is summed. With two tasks no step makes one of them worse; with more it may, and large gradients still pull hardest.',
      'zh-CN':
        '当两个梯度方向冲突时，各自投影到对方不增不减的平面上（其余任务按随机顺序），再把剩余部分相加。只有两个任务时，任何一步都不会使其中之一变差；任务更多时则可能，而且较大的梯度仍占主导。',
    },
  },
  helps: {
    en: 'When gradients of like length point apart now and then.',
    'zh-CN': '长度相近的梯度不时相互冲突时。',
  },
  formula: String.raw`d = \sum_i \hat g_i, \qquad \hat g_i \leftarrow \hat g_i - \frac{\min(0,\, \hat g_i \cdot g_j)}{\lVert g_j \rVert^2}\, g_j \quad (j \ne i)`,
  paper: { title: 'Gradient Surgery for Multi-Task Learning', venue: 'NeurIPS', year: 2020 },
  schema,
  fields: [],
  properties: () => ['linear'],
  initialState: () => new Float64Array(0),
  weigh: ({ gramian, taskCount, random }, state) => ({
    weights: projectedWeights(gramian, taskCount, () => permutation(taskCount, random)),
    state,
  }),
};
