import type { EntityCounts } from '../entities.ts';
import type { Metric } from '../metric.ts';
import { ratio } from '../rows.ts';

export const recall: Metric<{ readonly entities: EntityCounts }> = {
  id: 'recall',
  title: { en: 'entity recall', 'zh-CN': '实体召回率' },
  help: {
    en: 'Of the entities that are there, the share that was found.',
    'zh-CN': '真实实体中被找出的比例。',
  },
  better: 'higher',
  unit: 'share',
  range: [0, 1],
  value: ({ entities: { actual, correct } }) => ratio(correct, actual),
};
