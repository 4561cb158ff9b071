import { type ContenderKind, together, unweighted } from './contender.ts';

export const equal: ContenderKind = {
  id: 'equal',
  title: { en: 'Together, equal weights', 'zh-CN': '共同训练，权重相等' },
  summary: {
    en: 'All tasks in one network, each with weight 1.',
    'zh-CN': '所有任务共用一个网络，权重均为 1。',
  },
  looks: true,
  parts: (document) => together(unweighted(document)),
};
