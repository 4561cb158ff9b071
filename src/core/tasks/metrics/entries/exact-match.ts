import type { JudgedLabels } from '../labels.ts';
import type { Metric } from '../metric.ts';
import { ratio } from '../rows.ts';

export const exactMatch: Metric<JudgedLabels> = {
  id: 'exactMatch',
  title: { en: 'exact match', 'zh-CN': '完全匹配率' },
  help: {
    en: 'The share of samples of which every label is right.',
    'zh-CN': '全部标签都判断正确的样本所占比例。',
  },
  better: 'higher',
  unit: 'share',
  range: [0, 1],
  value: ({ exact, samples }) => ratio(exact, samples),
};
