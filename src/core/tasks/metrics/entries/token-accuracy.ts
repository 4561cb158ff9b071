import type { PlaceCounts } from '../best-choices.ts';
import type { Metric } from '../metric.ts';
import { ratio } from '../rows.ts';

export const tokenAccuracy: Metric<{ readonly places: PlaceCounts }> = {
  id: 'tokenAccuracy',
  title: { en: 'token accuracy', 'zh-CN': '词元准确率' },
  help: {
    en: 'The share of tokens that are right; padding counts nowhere.',
    'zh-CN': '判断正确的词元所占比例，填充不计。',
  },
  better: 'higher',
  unit: 'share',
  range: [0, 1],
  value: ({ places: { right, all } }) => ratio(right, all),
};
