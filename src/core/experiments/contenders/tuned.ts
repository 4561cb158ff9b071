import { type ContenderKind, together, unweighted } from './contender.ts';

/** Weights from an eighth to eight times the mean. */
const widest = Math.log(8);

export const tuned: ContenderKind = {
  id: 'tuned',
  title: { en: 'Together, tuned weights', 'zh-CN': '共同训练，调优的权重' },
  summary: {
    en: 'Fixed weights, the best of a small random search by validation: what a balancing method has to beat (Xin et al., 2022).',
    'zh-CN': '固定权重，由小规模随机搜索按验证结果选出：平衡方法应当胜过它（Xin 等，2022）。',
  },
  parts: (document) => together(unweighted(document)),
  vary(project, random) {
    const drawn = project.tasks.map(() => Math.exp((2 * random.next() - 1) * widest));
    const enabled = drawn.filter((_, i) => project.tasks[i]?.enabled);
    const scale = enabled.length / enabled.reduce((sum, weight) => sum + weight, 0);
    return { ...project, tasks: project.tasks.map((task, i) => ({ ...task, weight: (drawn[i] ?? 1) * scale })) };
  },
};
