import { z } from 'zod';
import { dropped } from '../support/dropped.ts';
import { inputOf } from '../support/inputs.ts';
import { type LayerKind, singleInput } from '../types.ts';

const schema = z.strictObject({ rate: z.number().min(0).max(0.95).default(0.5) });

/** [N, ...] → the same shape. Scales by 1/(1 − rate) while training, so that inference is the identity. */
export const dropout: LayerKind<z.infer<typeof schema>, 'dropout'> = {
  kind: 'dropout',
  category: 'regularisation',
  icon: 'IconGrain',
  schema,
  fields: [
    {
      name: 'rate',
      title: { en: 'Rate', 'zh-CN': '随机失活率' },
      help: {
        en: 'The share of numbers set to zero at each training step. More of it counters overfitting and slows learning.',
        'zh-CN': '每个训练步中被置零的比例。越大越能抑制过拟合，但学习也越慢。',
      },
      control: 'number',
      min: 0,
      max: 0.95,
      step: 0.05,
    },
  ],
  inputs: singleInput,
  text: {
    title: { en: 'Dropout', 'zh-CN': '随机失活' },
    summary: {
      en: 'Sets random numbers to zero while training; does nothing afterwards.',
      'zh-CN': '训练时随机将部分数值置零；预测时不起作用。',
    },
    more: {
      en: 'No unit can rely on particular others, which counters overfitting (Srivastava et al., 2014). What is left is scaled up by 1/(1 − rate), so that the expected sum stays the same and predictions need no correction.',
      'zh-CN':
        '任何单元都不能依赖特定的其他单元，从而抑制过拟合（Srivastava 等，2014）。保留下来的数值放大 1/(1 − 随机失活率) 倍，使期望不变，预测时无需修正。',
    },
  },
  lower: (ctx, { rate }, inputs) => dropped(ctx, 'mask', inputOf(ctx, inputs), rate),
};
