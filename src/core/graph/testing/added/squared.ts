import { z } from 'zod';
import type { LayerKind } from '../../../layers/types.ts';
import { singleInput } from '../../../layers/types.ts';
import { at } from '../../../util/assert-never.ts';

const schema = z.strictObject({ scale: z.number().min(0.1).max(10).default(1) });

/** A layer kind that nobody has: [N, F] → the squares of the features, each times a parameter that starts at `scale`. */
export const squared: LayerKind<z.infer<typeof schema>, 'squared'> = {
  kind: 'squared',
  category: 'basic',
  icon: 'IconMath',
  schema,
  fields: [
    {
      name: 'scale',
      title: { en: 'Scale', 'zh-CN': '缩放' },
      help: { en: 'Where the factors start.', 'zh-CN': '系数的初始值。' },
      control: 'number',
      min: 0.1,
      max: 10,
    },
  ],
  inputs: singleInput,
  text: {
    title: { en: 'Squares', 'zh-CN': '平方' },
    summary: { en: 'Squares every feature.', 'zh-CN': '对每个特征取平方。' },
    more: { en: 'Squares every feature.', 'zh-CN': '对每个特征取平方。' },
  },
  lower(ctx, { scale }, inputs) {
    const x = at(inputs.in ?? [], 0);
    const factors = ctx.parameter('factors', [at(x.shape, 1)], { kind: 'constant', value: scale });
    return ctx.b.mul(ctx.b.unary('square', x), factors);
  },
};
