import type { Metric } from '../metric.ts';
import { type JudgedValues, sumOf } from '../values.ts';

export const rmse: Metric<JudgedValues> = {
  id: 'rmse',
  title: { en: 'RMSE', 'zh-CN': 'RMSE' },
  help: {
    en: 'The root of the mean squared error: like the MAE, but large errors count more.',
    'zh-CN': '均方误差的平方根：与 MAE 类似，但大误差所占分量更大。',
  },
  better: 'lower',
  unit: 'labels',
  range: [0, Number.POSITIVE_INFINITY],
  value: ({ errors }) => Math.sqrt(sumOf(errors.map((error) => error * error)) / errors.length),
};
