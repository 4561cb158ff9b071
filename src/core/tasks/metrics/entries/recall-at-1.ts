import type { Metric } from '../metric.ts';
import { type JudgedNeighbours, recallWithin } from '../neighbours.ts';

export const recallAt1: Metric<JudgedNeighbours> = {
  id: 'recallAt1',
  title: { en: 'recall@1', 'zh-CN': 'recall@1' },
  help: {
    en: 'The share of samples whose nearest other sample is of their own class.',
    'zh-CN': '最近的另一个样本属于同类的样本所占比例。',
  },
  better: 'higher',
  unit: 'share',
  range: [0, 1],
  value: (judged) => recallWithin(judged, 1),
};
