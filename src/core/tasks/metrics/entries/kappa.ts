import type { Confused } from '../confusion.ts';
import type { Metric } from '../metric.ts';
import { quadraticKappa } from '../ranks.ts';

export const kappa: Metric<Confused> = {
  id: 'kappa',
  title: { en: 'quadratic weighted κ', 'zh-CN': '二次加权 κ' },
  help: {
    en: 'Agreement with the true grades beyond chance (Cohen, 1968): far misses count by the square of their distance, 0 is chance, 1 is perfect.',
    'zh-CN': '与真实等级的一致程度，扣除偶然一致（Cohen，1968）：错得越远按距离的平方计，0 为偶然，1 为完全一致。',
  },
  better: 'higher',
  unit: null,
  range: [-1, 1],
  value: ({ matrix }) => quadraticKappa(matrix),
};
