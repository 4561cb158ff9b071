import type { Metric } from '../metric.ts';
import { meanOf } from '../rows.ts';
import { type JudgedValues, rSquared } from '../values.ts';

export const r2: Metric<JudgedValues> = {
  id: 'r2',
  title: { en: 'R²', 'zh-CN': 'R²' },
  help: {
    en: 'The share of the variance of the labels that the predictions explain: 0 for answering the mean, negative for worse. Of several numbers those that vary are averaged; where none does, there is no R² (scikit-learn: 0 or 1).',
    'zh-CN':
      '预测所解释的标签方差的比例：总答平均值时为 0，更差则为负。多个数值时，对其中有变化的取平均；若都不变则没有 R²（scikit-learn 给出 0 或 1）。',
  },
  better: 'higher',
  unit: null,
  range: [Number.NEGATIVE_INFINITY, 1],
  value: ({ columns }) => meanOf(columns.map(({ actual, predicted }) => rSquared(actual, predicted))),
};
