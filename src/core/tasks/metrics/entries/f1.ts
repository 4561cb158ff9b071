import type { ClassF1 } from '../confusion.ts';
import type { Metric } from '../metric.ts';

export const f1: Metric<ClassF1> = {
  id: 'f1',
  title: { en: 'F1', 'zh-CN': 'F1' },
  help: {
    en: 'The harmonic mean of precision and recall of “yes”: high only where both are.',
    'zh-CN': '“是”这一类的精确率与召回率的调和平均：两者都高时才高。',
  },
  better: 'higher',
  unit: 'share',
  range: [0, 1],
  value: ({ f1 }) => f1[1] ?? null,
};
