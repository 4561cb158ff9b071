import { accuracyOf, type Confused } from '../confusion.ts';
import type { Metric } from '../metric.ts';

export const accuracy: Metric<Confused> = {
  id: 'accuracy',
  title: { en: 'accuracy', 'zh-CN': '准确率' },
  help: {
    en: 'The share of samples whose class is predicted right. Where one class is common, guessing it is right often too.',
    'zh-CN': '类别预测正确的样本所占比例。若某一类很常见，总猜它也会经常正确。',
  },
  better: 'higher',
  unit: 'share',
  range: [0, 1],
  value: ({ matrix }) => accuracyOf(matrix),
};
