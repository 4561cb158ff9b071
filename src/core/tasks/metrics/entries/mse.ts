import type { Metric } from '../metric.ts';
import type { JudgedReconstructions } from '../reconstructions.ts';
import { meanOf } from '../rows.ts';

export const mse: Metric<JudgedReconstructions> = {
  id: 'mse',
  title: { en: 'MSE', 'zh-CN': 'MSE' },
  help: {
    en: 'The mean squared error of all numbers of the input.',
    'zh-CN': '输入的所有数值的均方误差。',
  },
  better: 'lower',
  unit: null,
  range: [0, Number.POSITIVE_INFINITY],
  value: ({ errors }) => meanOf(errors),
};
