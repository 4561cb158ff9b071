import { z } from 'zod';
import { lossOption } from './loss-option.ts';

/** τ of the contrastive loss: similarities are divided by it. */
export const temperature = lossOption(z.number().min(0.01).max(10).default(0.1), {
  title: { en: 'Temperature', 'zh-CN': '温度' },
  help: {
    en: 'Similarities are divided by it. The lower, the more the hardest pairs decide.',
    'zh-CN': '相似度会除以温度。温度越低，最难的样本对越起决定作用。',
  },
  control: 'slider',
  min: 0.01,
  max: 1,
  step: 0.01,
});
