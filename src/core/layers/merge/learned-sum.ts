import { z } from 'zod';
import type { Tensor } from '../../program/builder.ts';
import { describeShape, sizeOf } from '../../program/shapes.ts';
import { at } from '../../util/assert-never.ts';
import { DiagnosticError, diagnostic } from '../../util/diagnostics.ts';
import { expertsAt } from '../support/experts.ts';
import { sampleShape } from '../support/inputs.ts';
import { type LayerKind, manyInputs } from '../types.ts';

const schema = z.strictObject({
  first: z.number().min(-10).max(10).default(0.9),
  others: z.number().min(-10).max(10).default(0.1),
  subspaces: z.int().min(1).max(16).default(1),
});

/**
 * n inputs [N, ...] of one shape → Σ_j α_j x_j. With g subspaces the last axis is cut into g parts, and each part of the result is a sum
 * of all n·g parts that arrive: the parameter `coefficients` is [g, n·g], by part of the result, then by input and its part. At the start
 * a part takes `first` of the same part of the first input and `others`, divided equally, of all the rest. Throws `layer.subspaces`.
 */
export const learnedSum: LayerKind<z.infer<typeof schema>, 'learnedSum'> = {
  kind: 'learnedSum',
  category: 'merge',
  icon: 'IconArrowsCross',
  schema,
  fields: [
    {
      name: 'first',
      title: { en: 'First input at the start', 'zh-CN': '首个输入的初值' },
      help: {
        en: 'The coefficient with which the first input begins: the task’s own branch in a cross-stitch.',
        'zh-CN': '第一个输入的初始系数：在十字绣网络中即任务自己的分支。',
      },
      control: 'number',
      min: -10,
      max: 10,
      step: 0.05,
    },
    {
      name: 'others',
      title: { en: 'The others together', 'zh-CN': '其余输入之和的初值' },
      help: {
        en: 'Divided equally among all other inputs at the start. What each becomes is learned, and shows how much is shared.',
        'zh-CN': '开始时平均分给其余输入。各系数由训练决定，反映共享的程度。',
      },
      control: 'number',
      min: -10,
      max: 10,
      step: 0.05,
    },
    {
      name: 'subspaces',
      title: { en: 'Subspaces', 'zh-CN': '子空间数' },
      help: {
        en: 'Cuts the features into so many parts with coefficients of their own, so that one part can be shared and another kept private. Must divide the last axis.',
        'zh-CN': '把特征分成若干份，每份有自己的系数，因此可以共享一部分而保留另一部分。必须能整除最后一个轴。',
      },
      control: 'integer',
      min: 1,
      max: 16,
    },
  ],
  inputs: manyInputs,
  text: {
    title: { en: 'Learned sum', 'zh-CN': '可学习加权和' },
    summary: {
      en: 'Adds its inputs with learned coefficients.',
      'zh-CN': '以可学习的系数把各输入相加。',
    },
    more: {
      en: 'One per task and level, each over all tasks’ branches, is a cross-stitch network, which learns how much to share at each depth (Misra et al., 2016). With subspaces it is a sluice network, where parts of a layer are shared and others are not (Ruder et al., 2019).',
      'zh-CN':
        '每个任务、每一层一个，输入为所有任务的分支，即十字绣网络，在各层学习共享多少（Misra 等，2016）。使用子空间即为水闸网络，一层之中部分共享、部分独立（Ruder 等，2019）。',
    },
  },
  lower(ctx, { first, others, subspaces: g }, inputs) {
    const { b } = ctx;
    const parts = expertsAt(ctx, inputs.in ?? []);
    const { shape } = at(parts, 0);
    const features = shape.length > 1 ? at(shape, shape.length - 1) : 1;
    if (features % g !== 0) {
      throw new DiagnosticError(diagnostic('layer.subspaces', { subspaces: g, shape: describeShape(sampleShape(at(parts, 0))) }));
    }
    const columns = parts.length * g;
    const rest = columns > 1 ? others / (columns - 1) : 0;
    const values = Array.from({ length: g * columns }, (_, i) => (i % columns === Math.floor(i / columns) ? first : rest));
    const coefficients = ctx.parameter('coefficients', [g, columns], { kind: 'listed', values });
    ctx.expose('coefficients', coefficients, 'coefficients');
    const width = features / g;
    const rows = sizeOf(shape) / features;
    const terms = parts.flatMap((part, j) => {
      const apart = b.reshape(part, [rows, g, width]);
      return Array.from({ length: g }, (_, r): Tensor => {
        const alpha = b.slice(coefficients, [0, j * g + r], [g, 1]);
        return b.mul(b.slice(apart, [0, r, 0], [rows, 1, width]), alpha);
      });
    });
    return b.reshape(
      terms.reduce((sum, term) => b.add2(sum, term)),
      shape,
    );
  },
};
