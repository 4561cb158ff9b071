import { z } from 'zod';
import { inputOf } from '../support/inputs.ts';
import { type LayerKind, singleInput } from '../types.ts';

const schema = z.strictObject({ factor: z.number().min(0).max(100).default(1) });

/** The identity on [N, ...], whose gradient is multiplied by −factor. */
export const reverseGradient: LayerKind<z.infer<typeof schema>, 'reverseGradient'> = {
  kind: 'reverseGradient',
  category: 'merge',
  icon: 'IconArrowBackUp',
  schema,
  fields: [
    {
      name: 'factor',
      title: { en: 'Factor λ', 'zh-CN': '系数 λ' },
      help: {
        en: 'The gradient is multiplied by −λ: how hard what stands before works against the task behind.',
        'zh-CN': '梯度乘以 −λ：之前的部分与之后的任务对抗的力度。',
      },
      control: 'number',
      min: 0,
      max: 100,
      step: 0.1,
    },
  ],
  inputs: singleInput,
  text: {
    title: { en: 'Reverse gradient', 'zh-CN': '梯度反转' },
    summary: {
      en: 'Lets values pass and turns gradients around.',
      'zh-CN': '让数值通过，但使梯度反向。',
    },
    more: {
      en: 'The task behind it learns as well as it can, while what stands before learns to make that task impossible (Ganin and Lempitsky, 2015). A shared layer so loses what only tells a domain, or a task, apart: adversarial multi-task learning.',
      'zh-CN':
        '它之后的任务尽力学习，而它之前的部分则学着让该任务无法完成（Ganin 与 Lempitsky，2015）。共享层因此去除只用于区分领域或任务的信息，即对抗式多任务学习。',
    },
  },
  lower: (ctx, { factor }, inputs) => ctx.b.scaleGradient(inputOf(ctx, inputs), -factor),
};
