import { z } from 'zod';
import { mul, sign, sub } from '../update/expression.ts';
import { defineOptimizer } from './optimizer.ts';
import { beta1Title, beta2Title, decayed, kept, movingMean, weightDecayTitle } from './settings.ts';

/**
 * w·(1 − α·decay) − α·sign(β₁·m + (1−β₁)·g), then m = β₂·m + (1−β₂)·g: every parameter moves by α (Chen et al., 2023,
 * arXiv 2302.06675).
 */
export const lion = defineOptimizer({
  kind: 'lion',
  text: {
    title: { en: 'Lion', 'zh-CN': 'Lion' },
    summary: {
      en: 'Takes only the sign of the averaged gradient, and wants a rate a tenth of Adam’s.',
      'zh-CN': '只取平均梯度的符号；学习率宜取 Adam 的十分之一。',
    },
    fields: { beta1: beta1Title, beta2: beta2Title, weightDecay: weightDecayTitle },
  },
  usualRate: 1e-4,
  settings: { beta1: kept(0.9), beta2: kept(0.99), weightDecay: z.number().min(0).default(0) },
  update({ beta1, beta2, weightDecay }, builder) {
    const { before: m } = builder.slot(0, (before) => movingMean(beta2, before, builder.gradient));
    const direction = sign(movingMean(beta1, m, builder.gradient));
    return sub(decayed(builder, weightDecay), mul(builder.learningRate, direction));
  },
});
