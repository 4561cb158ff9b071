import { type ContenderKind, together } from './contender.ts';

/** A point of a sweep: its document has the weights. */
export const weighted: ContenderKind = {
  id: 'weighted',
  title: { en: 'Together, weights', 'zh-CN': '共同训练，权重' },
  summary: {
    en: 'All tasks in one network, with weights that are given.',
    'zh-CN': '所有任务共用一个网络，权重给定。',
  },
  parts: (document) =>
    together({ ...document, training: { ...document.training, balancing: { method: 'equal', parameters: {} } } }),
};
