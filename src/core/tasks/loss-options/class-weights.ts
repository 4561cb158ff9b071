import { z } from 'zod';
import { lossOption } from './loss-option.ts';

/** `balanced`: a class weighs n / (k · n_c), from the training labels, so that rare classes count as much as common ones. */
export const classWeights = lossOption(z.enum(['none', 'balanced']).default('none'), {
  title: { en: 'Balance classes', 'zh-CN': '平衡类别' },
  help: {
    en: 'Weighs every class by n / (k · n_c), counted on the training labels: rare classes count as much as common ones. The weighted loss is divided by the number of labelled samples, as in Keras; PyTorch divides by the sum of their weights.',
    'zh-CN':
      '按训练标签的计数以 n / (k · n_c) 为各类别加权，使稀有类别与常见类别同等重要。加权后的损失除以有标签的样本数（与 Keras 相同），PyTorch 则除以权重之和。',
  },
  control: 'switch',
  on: 'balanced',
  off: 'none',
});
