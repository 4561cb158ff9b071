import type { Metric } from '../metric.ts';
import { type JudgedNeighbours, recallWithin } from '../neighbours.ts';

export const recallAt5: Metric<JudgedNeighbours> = {
  id: 'recallAt5',
  title: { en: 'recall@5', 'zh-CN': 'recall@5' },
  help: {
    en: 'The share of samples that have one of their own class among their 5 nearest others.',
    'zh-CN': '最近的 5 个其他样本中有同类的样本所占比例。',
  },
  better: 'higher',
  unit: 'share',
  range: [0, 1],
  value: (judged) => recallWithin(judged, 5),
};
