import { z } from 'zod';
import { lossOption } from './loss-option.ts';

/** γ of the focal loss (1 − p)^γ · CE (Lin et al., 2017); 0 is the cross entropy itself. */
export const focalGamma = lossOption(z.number().min(0).max(10).default(0), {
  title: { en: 'Focal γ', 'zh-CN': '聚焦 γ' },
  help: {
    en: 'Multiplies the loss by (1 − p)^γ: samples that are easy already count less. 0 turns it off, 2 is usual. There is no α, and p is the probability of the true class, with label smoothing too.',
    'zh-CN':
      '将损失乘以 (1 − p)^γ：已经容易的样本所占分量减小。0 为关闭，常用 2。没有 α 系数；即使使用标签平滑，p 也是真实类别的概率。',
  },
  control: 'slider',
  min: 0,
  max: 5,
  step: 0.1,
});
