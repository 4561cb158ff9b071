import type { ClassF1 } from '../confusion.ts';
import type { Metric } from '../metric.ts';

export const presenceF1: Metric<ClassF1> = {
  id: 'presenceF1',
  title: { en: 'F1 of presence', 'zh-CN': '有无判断 F1' },
  help: {
    en: 'The harmonic mean of precision and recall of presence.',
    'zh-CN': '“存在”这一判断的精确率与召回率的调和平均。',
  },
  better: 'higher',
  unit: 'share',
  range: [0, 1],
  value: ({ f1 }) => f1[1] ?? null,
};
