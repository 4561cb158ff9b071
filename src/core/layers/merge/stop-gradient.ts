import { z } from 'zod';
import { inputOf } from '../support/inputs.ts';
import { type LayerKind, singleInput } from '../types.ts';

const schema = z.strictObject({});

/** The identity on [N, ...], whose gradient is 0. */
export const stopGradient: LayerKind<z.infer<typeof schema>, 'stopGradient'> = {
  kind: 'stopGradient',
  category: 'merge',
  icon: 'IconHandStop',
  schema,
  fields: [],
  inputs: singleInput,
  text: {
    title: { en: 'Stop gradient', 'zh-CN': '停止梯度' },
    summary: {
      en: 'Lets values pass and holds gradients back.',
      'zh-CN': '让数值通过，但阻断梯度。',
    },
    more: {
      en: 'What stands before it does not learn from what follows. In a cascade, where one task’s output is another task’s input, it keeps the second task from bending the first one’s answers to its own use.',
      'zh-CN':
        '它之前的部分不会从它之后的任务中学习。在级联结构中，一个任务的输出是另一个任务的输入，停止梯度可避免后者为自身利益扭曲前者的答案。',
    },
  },
  lower: (ctx, _params, inputs) => ctx.b.scaleGradient(inputOf(ctx, inputs), 0),
};
