import { z } from 'zod';
import { lossOption } from './loss-option.ts';

/** ε: the true class is asked to have 1 − ε + ε/k, every other one ε/k (Szegedy et al., 2016). */
export const labelSmoothing = lossOption(z.number().min(0).max(0.9).default(0), {
  title: { en: 'Label smoothing', 'zh-CN': '标签平滑' },
  help: {
    en: 'Takes this share from the true class and spreads it over all: less certainty, often better on new data. With balanced classes the true class’s weight multiplies the whole sum; PyTorch weighs each class’s part.',
    'zh-CN':
      '从真实类别取出这一比例，平均分给所有类别：预测不再过于自信，在新数据上往往更好。与类别平衡同用时，整个平滑后的和乘以真实类别的权重，PyTorch 则对各类别的部分分别加权。',
  },
  control: 'slider',
  min: 0,
  max: 0.5,
  step: 0.01,
});
