import type { JudgedBoxes } from '../boxes.ts';
import type { Metric } from '../metric.ts';
import { meanOf } from '../rows.ts';

export const meanIou: Metric<JudgedBoxes> = {
  id: 'meanIou',
  title: { en: 'mean IoU', 'zh-CN': '平均 IoU' },
  help: {
    en: 'Where the object is there: the area that the true and the predicted box share, over the area that they cover. It counts whatever is said of presence.',
    'zh-CN': '目标存在时，真实框与预测框的相交面积与共同覆盖面积之比的平均。无论预测有无都会计入。',
  },
  better: 'higher',
  unit: 'share',
  range: [0, 1],
  value: ({ ious }) => meanOf(ious),
};
