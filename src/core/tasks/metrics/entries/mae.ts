import type { Metric } from '../metric.ts';
import { meanOf } from '../rows.ts';
import type { JudgedValues } from '../values.ts';

export const mae: Metric<JudgedValues> = {
  id: 'mae',
  title: { en: 'MAE', 'zh-CN': 'MAE' },
  help: {
    en: 'The mean absolute error: by how much a prediction is off, large errors counting no more than their size.',
    'zh-CN': '平均绝对误差：预测平均偏离多少，大误差只按其大小计入。',
  },
  better: 'lower',
  unit: 'labels',
  range: [0, Number.POSITIVE_INFINITY],
  value: ({ errors }) => meanOf(errors.map(Math.abs)),
};
