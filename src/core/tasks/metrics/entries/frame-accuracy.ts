import type { PlaceCounts } from '../best-choices.ts';
import type { Metric } from '../metric.ts';
import { ratio } from '../rows.ts';

export const frameAccuracy: Metric<{ readonly places: PlaceCounts }> = {
  id: 'frameAccuracy',
  title: { en: 'accuracy per frame', 'zh-CN': '逐帧准确率' },
  help: {
    en: 'The share of frames that are right; silence behind the end counts nowhere.',
    'zh-CN': '判断正确的帧所占比例，结尾之后的填充不计。',
  },
  better: 'higher',
  unit: 'share',
  range: [0, 1],
  value: ({ places: { right, all } }) => ratio(right, all),
};
