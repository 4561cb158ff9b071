import { type ContenderKind, together, unweighted } from './contender.ts';

export const method: ContenderKind = {
  id: 'method',
  title: { en: 'Together, balanced by', 'zh-CN': '共同训练，平衡方法' },
  summary: {
    en: 'All tasks in one network, with a balancing method and its default parameters.',
    'zh-CN': '所有任务共用一个网络，采用某种平衡方法及其默认参数。',
  },
  parts(document, id) {
    const plain = unweighted(document);
    return together({ ...plain, training: { ...plain.training, balancing: { method: id, parameters: {} } } });
  },
};
