import type { EntityCounts } from '../entities.ts';
import type { Metric } from '../metric.ts';
import { ratio } from '../rows.ts';

export const entityF1: Metric<{ readonly entities: EntityCounts }> = {
  id: 'entityF1',
  title: { en: 'entity F1', 'zh-CN': '实体 F1' },
  help: {
    en: 'F1 of whole entities, as CoNLL 2000 reports it: one counts only with its type and both ends right.',
    'zh-CN': '整个实体的 F1（同 CoNLL 2000）：类型与两端都正确才算对。',
  },
  better: 'higher',
  unit: 'share',
  range: [0, 1],
  value: ({ entities: { actual, predicted, correct } }) => ratio(2 * correct, actual + predicted),
};
