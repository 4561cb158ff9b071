import { type ContenderKind, together, unweighted } from './contender.ts';

/** Its document is made when the experiment is (`core/experiments/architectures`), and stands with it. */
export const architecture: ContenderKind = {
  id: 'architecture',
  title: { en: 'Together, as', 'zh-CN': '共同训练，架构' },
  summary: {
    en: 'All tasks in one network that is wired otherwise, each with weight 1.',
    'zh-CN': '所有任务共用一个结构不同的网络，权重均为 1。',
  },
  parts: (document) => together(unweighted(document)),
};
