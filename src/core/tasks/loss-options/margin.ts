import { z } from 'zod';
import { lossOption } from './loss-option.ts';

/** How much farther, in distance, the triplet loss wants another class to be than the own one. */
export const margin = lossOption(z.number().min(0).max(10).default(0.2), {
  title: { en: 'Margin', 'zh-CN': '间隔' },
  help: {
    en: 'How much farther another class must be than the own one before a sample costs nothing',
    'zh-CN': '异类样本须比同类样本至少远出这一距离，损失才为零',
  },
  control: 'slider',
  min: 0,
  max: 2,
  step: 0.05,
});
