import { z } from 'zod';
import { describeShape } from '../../program/shapes.ts';
import { at } from '../../util/assert-never.ts';
import { DiagnosticError, diagnostic } from '../../util/diagnostics.ts';
import { axisField, axisSchema } from '../support/axis-field.ts';
import { inputOf, sampleShape, tensorAxis } from '../support/inputs.ts';
import { type LayerKind, singleInput } from '../types.ts';

const schema = z.strictObject({
  axis: axisSchema,
  begin: z.int().min(0).max(1_000_000).default(0),
  size: z.int().min(1).max(1_000_000).default(1),
});

/** The positions begin … begin + size − 1 of one axis, and of the mask along time. Throws `layer.axis` and `layer.slice`. */
export const slice: LayerKind<z.infer<typeof schema>, 'slice'> = {
  kind: 'slice',
  category: 'shape',
  icon: 'IconSlice',
  schema,
  fields: [
    {
      name: 'begin',
      title: { en: 'From', 'zh-CN': '起始位置' },
      help: {
        en: 'The first position that is kept, counted from 0.',
        'zh-CN': '保留的第一个位置，从 0 开始编号。',
      },
      control: 'integer',
      min: 0,
      max: 1_000_000,
    },
    {
      name: 'size',
      title: { en: 'Length', 'zh-CN': '长度' },
      help: {
        en: 'How many positions are kept. What is cut off receives no gradient from here.',
        'zh-CN': '保留多少个位置。被切掉的部分不会从这里得到梯度。',
      },
      control: 'integer',
      min: 1,
      max: 1_000_000,
    },
    axisField,
  ],
  inputs: singleInput,
  text: {
    title: { en: 'Slice', 'zh-CN': '切片' },
    summary: {
      en: 'Keeps a range of positions along one axis.',
      'zh-CN': '沿一个轴保留一段连续的位置。',
    },
    more: {
      en: 'Cuts the outputs of one layer into parts for several tasks: a Dense of 15 units becomes 10 logits for one task and 5 for another. Nothing is learned; gradients return to the positions they came from.',
      'zh-CN':
        '把一层的输出切成几份交给不同任务：例如 15 个单元的全连接层，10 个作为一个任务的 logits，5 个作为另一个的。不学习任何参数，梯度回到各自的位置。',
    },
  },
  lower(ctx, { axis, begin, size }, inputs) {
    const x = inputOf(ctx, inputs);
    const along = tensorAxis(x, axis);
    const extent = at(x.shape, along);
    if (begin + size > extent) {
      const values = { first: begin, last: begin + size - 1, axis: along - 1, shape: describeShape(sampleShape(x)), extent };
      throw new DiagnosticError(diagnostic('layer.slice', values));
    }
    const mask = ctx.maskOf('in');
    if (mask && along === 1) ctx.writeMask(ctx.b.slice(mask, [0, begin], [at(mask.shape, 0), size]));
    return ctx.b.slice(
      x,
      x.shape.map((_, i) => (i === along ? begin : 0)),
      x.shape.map((whole, i) => (i === along ? size : whole)),
    );
  },
};
