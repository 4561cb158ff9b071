import type { EntityCounts } from '../entities.ts';
import type { Metric } from '../metric.ts';
import { ratio } from '../rows.ts';

export const precision: Metric<{ readonly entities: EntityCounts }> = {
  id: 'precision',
  title: { en: 'entity precision', 'zh-CN': '实体精确率' },
  help: {
    en: 'Of the entities that were predicted, the share that is right.',
    'zh-CN': '预测出的实体中正确的比例。',
  },
  better: 'higher',
  unit: 'share',
  range: [0, 1],
  value: ({ entities: { predicted, correct } }) => ratio(correct, predicted),
};
