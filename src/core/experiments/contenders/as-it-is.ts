import { type ContenderKind, together } from './contender.ts';

export const asItIs: ContenderKind = {
  id: 'asItIs',
  title: { en: 'The document as it is', 'zh-CN': '当前文档' },
  summary: {
    en: 'With the weights and the balancing method that it has now.',
    'zh-CN': '采用文档现有的权重与平衡方法。',
  },
  looks: true,
  parts: together,
};
