import type { Metric } from '../../../tasks/metrics/metric.ts';

/** A metric that nobody has: how many percentage points a prediction is off on average. */
export const pointsOff: Metric<{ readonly errors: readonly number[] }> = {
  id: 'pointsOff',
  title: { en: 'points off', 'zh-CN': '平均相差百分点' },
  help: { en: 'How many percentage points a prediction is off.', 'zh-CN': '预测平均相差多少个百分点。' },
  better: 'lower',
  unit: null,
  range: [0, 100],
  value: ({ errors }) => errors.reduce((sum, error) => sum + Math.abs(error), 0) / errors.length,
};
