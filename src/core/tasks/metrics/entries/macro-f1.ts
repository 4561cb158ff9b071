import type { ClassF1 } from '../confusion.ts';
import type { Metric } from '../metric.ts';
import { meanOf } from '../rows.ts';

export const macroF1: Metric<ClassF1> = {
  id: 'macroF1',
  title: { en: 'macro F1', 'zh-CN': '宏平均 F1' },
  help: {
    en: 'The mean of the F1 of all classes that occur or are predicted: a rare class counts as much as a common one. A class that neither occurs nor is predicted is left out, as is a label; scikit-learn counts such a label as 0.',
    'zh-CN':
      '所有出现过或被预测过的类别的 F1 的平均：稀有类别与常见类别同等重要。既未出现也未被预测的类别或标签不计入；scikit-learn 把这样的标签计为 0。',
  },
  better: 'higher',
  unit: 'share',
  range: [0, 1],
  value: ({ f1 }) => meanOf(f1),
};
