import type { Metric } from '../metric.ts';
import { meanOf } from '../rows.ts';

export const rougeL: Metric<{ readonly rouge: readonly number[] }> = {
  id: 'rougeL',
  title: { en: 'ROUGE-L', 'zh-CN': 'ROUGE-L' },
  help: {
    en: 'How much of the true sequence stands, in its order, in what the network writes freely, and the reverse (Lin, 2004). It is an F1 of tokens, on the first 64 samples of a split.',
    'zh-CN': '网络自由写出的内容与真实序列按顺序重合的程度（Lin，2004）。按词元计算 F1，只在该数据划分的前 64 个样本上测量。',
  },
  better: 'higher',
  unit: 'share',
  range: [0, 1],
  decoded: true,
  value: ({ rouge }) => meanOf(rouge),
};
