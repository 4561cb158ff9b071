import { z } from 'zod';
import { inputsOf } from '../support/inputs.ts';
import { combineAll } from '../support/merging.ts';
import { type LayerKind, manyInputs } from '../types.ts';

const schema = z.strictObject({});

/** Many [N, ...] → their sum, broadcasting. */
export const add: LayerKind<z.infer<typeof schema>, 'add'> = {
  kind: 'add',
  category: 'merge',
  icon: 'IconCirclePlus',
  schema,
  fields: [],
  inputs: manyInputs,
  text: {
    title: { en: 'Add', 'zh-CN': '相加' },
    summary: { en: 'Adds its inputs, element by element.', 'zh-CN': '把各输入逐元素相加。' },
    more: {
      en: 'Adding a layer’s input to its output makes a residual connection, along which gradients pass unchanged (He et al., 2016). Equal shapes are added directly; an axis of length 1, or a missing one, is stretched.',
      'zh-CN':
        '把一层的输入加到它的输出上即为残差连接，梯度可沿其原样传回（He 等，2016）。形状相同则直接相加；长度为 1 或缺少的轴会自动扩展。',
    },
  },
  lower: (ctx, _params, inputs) => combineAll(ctx.b, inputsOf(ctx, inputs), (left, right) => ctx.b.add2(left, right)),
};
