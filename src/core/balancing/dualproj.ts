import { z } from 'zod';
import type { WeighingMethod } from './contract.ts';
import { amongMoving } from './support/gramian.ts';
import { projected } from './support/projected.ts';

const schema = z.strictObject({});

/** w = argmin vᵀKv over v ≥ 1/T, exact by an active set on the cosines, without the regularisation that TorchJD adds. */
export const dualproj: WeighingMethod<z.infer<typeof schema>, 'dualproj'> = {
  id: 'dualproj',
  family: 'gradientDirections',
  honours: 'scaling',
  needs: 'gramian',
  text: {
    title: { en: 'Projected mean (DualProj)', 'zh-CN': '平均梯度投影（DualProj）' },
    brief: {
      en: 'Projects the mean gradient to where no task gets worse.',
      'zh-CN': '把平均梯度投影到不使任何任务变差的范围。',
    },
    more: {
      en: 'The mean is moved as little as possible until it opposes no gradient. A task whose gradient is short gains next to nothing from it.',
      'zh-CN': '平均梯度被尽可能小地移动，直到不与任何梯度冲突。梯度短的任务几乎得不到好处。',
    },
  },
  helps: {
    en: 'When the mean gradient is right but for the tasks that it hurts.',
    'zh-CN': '平均梯度大体正确，只是会伤及个别任务时。',
  },
  formula: String.raw`d = \pi(\bar g), \qquad \pi(g) = \operatorname*{arg\,min}_{u \,:\, u \cdot g_j \ge 0} \lVert u - g \rVert`,
  paper: { title: 'Gradient Episodic Memory for Continual Learning', venue: 'NeurIPS', year: 2017 },
  schema,
  fields: [],
  properties: () => ['permutationInvariant', 'linear', 'nonConflicting', 'stationary'],
  initialState: () => new Float64Array(0),
  weigh: ({ gramian, taskCount }, state) => ({
    weights: amongMoving({ gramian, taskCount }, (own, count) => projected(own, new Float64Array(count).fill(1 / taskCount))),
    state,
  }),
};
