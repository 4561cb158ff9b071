import { z } from 'zod';
import { inputsOf } from '../support/inputs.ts';
import { combineAll } from '../support/merging.ts';
import { type LayerKind, manyInputs } from '../types.ts';

const schema = z.strictObject({});

/** Many [N, ...] → their product, broadcasting. */
export const multiply: LayerKind<z.infer<typeof schema>, 'multiply'> = {
  kind: 'multiply',
  category: 'merge',
  icon: 'IconCircleX',
  schema,
  fields: [],
  inputs: manyInputs,
  text: {
    title: { en: 'Multiply', 'zh-CN': '相乘' },
    summary: { en: 'Multiplies its inputs, element by element.', 'zh-CN': '把各输入逐元素相乘。' },
    more: {
      en: 'With a sigmoid on one side it is a gate: MTAN gives each task such an attention mask over shared features (Liu, Johns and Davison, 2019). An axis of length 1, or a missing one, is stretched, so that one number can gate a whole channel.',
      'zh-CN':
        '一侧接 sigmoid 时即为门控：MTAN 让每个任务以这样的注意力掩码选取共享特征（Liu、Johns 与 Davison，2019）。长度为 1 或缺少的轴会自动扩展，因此一个数可以控制整个通道。',
    },
  },
  lower: (ctx, _params, inputs) => combineAll(ctx.b, inputsOf(ctx, inputs), (left, right) => ctx.b.mul(left, right)),
};
