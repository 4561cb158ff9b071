import type { JudgedBoxes } from '../boxes.ts';
import type { Metric } from '../metric.ts';
import { ratio } from '../rows.ts';

export const found: Metric<JudgedBoxes> = {
  id: 'found',
  title: { en: 'found with IoU ≥ 0.5', 'zh-CN': 'IoU ≥ 0.5 的检出率' },
  help: {
    en: 'Of the objects that are there, the share that is said to be there with an IoU of ½ or more.',
    'zh-CN': '真实存在的目标中，被判为存在且 IoU 不低于 ½ 的比例。',
  },
  better: 'higher',
  unit: 'share',
  range: [0, 1],
  value: ({ found, ious }) => ratio(found, ious.length),
};
