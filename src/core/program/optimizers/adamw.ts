import { z } from 'zod';
import { sub } from '../update/expression.ts';
import { adamFields, adamSettings, adamStep } from './adam.ts';
import { defineOptimizer } from './optimizer.ts';
import { decayed, weightDecayTitle } from './settings.ts';

/** w·(1 − α·decay) − the step of Adam, whose moments see nothing of the decay (Loshchilov and Hutter, 2019). */
export const adamw = defineOptimizer({
  kind: 'adamw',
  text: {
    title: { en: 'AdamW', 'zh-CN': 'AdamW' },
    summary: {
      en: 'Adam that also shrinks every weight a little.',
      'zh-CN': 'Adam，同时让每个权重略微衰减。',
    },
    more: {
      en: 'Every trained parameter shrinks by decay times learning rate, biases and gains too, as in PyTorch.',
      'zh-CN': '所有可训练参数（包括偏置与增益）都按“衰减 × 学习率”收缩，与 PyTorch 相同。',
    },
    fields: { ...adamFields, weightDecay: weightDecayTitle },
  },
  usualRate: 1e-3,
  settings: { ...adamSettings, weightDecay: z.number().min(0).default(0.01) },
  update: (settings, builder) => sub(decayed(builder, settings.weightDecay), adamStep(settings, builder)),
});
