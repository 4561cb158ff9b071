import type { JudgedLabels } from '../labels.ts';
import type { Metric } from '../metric.ts';
import { ratio } from '../rows.ts';

export const hammingAccuracy: Metric<JudgedLabels> = {
  id: 'hammingAccuracy',
  title: { en: 'label accuracy', 'zh-CN': '标签准确率' },
  help: {
    en: 'The share of single labels that are right, over all samples: 1 minus the Hamming loss.',
    'zh-CN': '所有样本中单个标签判断正确的比例，即 1 减去汉明损失。',
  },
  better: 'higher',
  unit: 'share',
  range: [0, 1],
  value: ({ right, all }) => ratio(right, all),
};
