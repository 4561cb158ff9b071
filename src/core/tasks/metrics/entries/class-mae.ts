import type { Confused } from '../confusion.ts';
import type { Metric } from '../metric.ts';
import { meanDistance } from '../ranks.ts';

export const classMae: Metric<Confused> = {
  id: 'classMae',
  title: { en: 'MAE in grades', 'zh-CN': '平均等级误差' },
  help: {
    en: 'How many grades a prediction is off on average.',
    'zh-CN': '预测平均相差几个等级。',
  },
  better: 'lower',
  unit: 'grades',
  range: [0, Number.POSITIVE_INFINITY],
  value: ({ matrix }) => meanDistance(matrix),
};
