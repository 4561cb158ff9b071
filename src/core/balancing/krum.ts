import { z } from 'zod';
import { at } from '../util/assert-never.ts';
import type { WeighingMethod } from './contract.ts';

const schema = z.strictObject({
  faulty: z.int().min(0).max(8).default(1),
  kept: z.int().min(1).max(10).default(1),
});

/** w = 1/m on the m tasks of least score: the sum of the T − f − 2 least squared distances K_ii + K_jj − 2·K_ij to others. Needs T ≥ f + 3; else 1/T. */
export const krum: WeighingMethod<z.infer<typeof schema>, 'krum'> = {
  id: 'krum',
  family: 'gradientDirections',
  honours: 'scaling',
  needs: 'gramian',
  text: {
    title: { en: 'Krum', 'zh-CN': '多数选取（Krum）' },
    brief: { en: 'Keeps the gradients that lie nearest to the others.', 'zh-CN': '只保留与其他梯度最接近的梯度。' },
    more: {
      en: 'It was made against workers that send nonsense: gradients far from all others are left out. With fewer than three tasks more than it leaves out there is no majority, and the mean is taken; a task that differs for good reason is never heard.',
      'zh-CN':
        '它本为防范发送错误结果的节点而设：远离其他梯度者被舍弃。任务数少于舍弃数加三时不存在多数，取平均；有正当理由与众不同的任务永远得不到训练。',
    },
  },
  helps: {
    en: 'With many tasks of which some may be wrong, as with broken labels.',
    'zh-CN': '任务很多、其中一些可能有误（例如标签损坏）时。',
  },
  formula: String.raw`s_i = \sum_{j \in N_i} \lVert g_i - g_j \rVert^2, \qquad d = \frac{1}{m} \sum_{i \in M} g_i`,
  paper: { title: 'Machine Learning with Adversaries: Byzantine Tolerant Gradient Descent', venue: 'NeurIPS', year: 2017 },
  schema,
  fields: [
    {
      name: 'faulty',
      title: { en: 'May be wrong f', 'zh-CN': '可能出错的数量 f' },
      help: {
        en: 'How many gradients may be nonsense.',
        'zh-CN': '可能出错的梯度数量。',
      },
      control: 'integer',
      min: 0,
      max: 8,
    },
    {
      name: 'kept',
      title: { en: 'Kept m', 'zh-CN': '保留的数量 m' },
      help: {
        en: 'How many gradients the step is the mean of.',
        'zh-CN': '取平均的梯度数量。',
      },
      control: 'integer',
      min: 1,
      max: 10,
    },
  ],
  properties: () => ['linear', 'simplex'],
  initialState: () => new Float64Array(0),
  weigh({ gramian, taskCount }, state, { faulty, kept }) {
    if (taskCount < faulty + 3) return { weights: new Float64Array(taskCount).fill(1 / taskCount), state };
    const k = (i: number, j: number): number => at(gramian, i * taskCount + j);
    const tasks = Array.from({ length: taskCount }, (_, i) => i);
    const scores = tasks.map((i) => {
      const distances = tasks.filter((j) => j !== i).map((j) => k(i, i) + k(j, j) - 2 * k(i, j));
      return distances
        .sort((a, b) => a - b)
        .slice(0, taskCount - faulty - 2)
        .reduce((sum, distance) => sum + distance, 0);
    });
    const chosen = [...tasks].sort((i, j) => at(scores, i) - at(scores, j)).slice(0, kept);
    return { weights: Float64Array.from(tasks, (i) => (chosen.includes(i) ? 1 / chosen.length : 0)), state };
  },
};
