import type { Metric } from '../metric.ts';
import { areaUnderRoc, type Scored } from '../roc.ts';

export const auc: Metric<{ readonly scored: readonly Scored[] }> = {
  id: 'auc',
  title: { en: 'ROC AUC', 'zh-CN': 'ROC AUC' },
  help: {
    en: 'The probability that a random “yes” gets a higher score than a random “no”: ½ for a blind guess, whatever the threshold is.',
    'zh-CN': '随机一个“是”的得分高于随机一个“否”的概率：随机猜测为 ½，与阈值无关。',
  },
  better: 'higher',
  unit: null,
  range: [0, 1],
  value: ({ scored }) => areaUnderRoc(scored),
};
