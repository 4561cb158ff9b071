import { z } from 'zod';
import { inputsOf } from '../support/inputs.ts';
import { combineAll } from '../support/merging.ts';
import { type LayerKind, manyInputs } from '../types.ts';

const schema = z.strictObject({});

/** Many [N, ...] → their mean, broadcasting. */
export const average: LayerKind<z.infer<typeof schema>, 'average'> = {
  kind: 'average',
  category: 'merge',
  icon: 'IconDivide',
  schema,
  fields: [],
  inputs: manyInputs,
  text: {
    title: { en: 'Average', 'zh-CN': '平均' },
    summary: { en: 'Takes the mean of its inputs, element by element.', 'zh-CN': '对各输入逐元素取平均。' },
    more: {
      en: 'Fuses branches without favouring one and, unlike Add, keeps the scale of the signal whatever their number. Averaging several networks also makes a small ensemble, whose errors partly cancel (Hansen and Salamon, 1990).',
      'zh-CN':
        '平等地融合各分支；与“相加”不同，无论分支多少，信号的尺度都不变。对多个网络取平均也构成一个小型集成，误差会部分抵消（Hansen 与 Salamon，1990）。',
    },
  },
  lower(ctx, _params, inputs) {
    const parts = inputsOf(ctx, inputs);
    const sum = combineAll(ctx.b, parts, (left, right) => ctx.b.add2(left, right));
    return ctx.b.scale(sum, 1 / parts.length);
  },
};
