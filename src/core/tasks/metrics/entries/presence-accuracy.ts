import { accuracyOf, type Confused } from '../confusion.ts';
import type { Metric } from '../metric.ts';

export const presenceAccuracy: Metric<Confused> = {
  id: 'presenceAccuracy',
  title: { en: 'accuracy of presence', 'zh-CN': '有无判断准确率' },
  help: {
    en: 'The share of samples in which presence or absence is said right, wherever the box is.',
    'zh-CN': '正确判断目标有无的样本所占比例，不看框的位置。',
  },
  better: 'higher',
  unit: 'share',
  range: [0, 1],
  value: ({ matrix }) => accuracyOf(matrix),
};
