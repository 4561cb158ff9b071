import { z } from 'zod';
import type { Tensor } from '../../program/builder.ts';
import { describeShape } from '../../program/shapes.ts';
import { at } from '../../util/assert-never.ts';
import { DiagnosticError, diagnostic } from '../../util/diagnostics.ts';
import { axisField, axisSchema } from '../support/axis-field.ts';
import { inputsOf, sampleShape, tensorAxis } from '../support/inputs.ts';
import { type LayerKind, type LowerContext, manyInputs } from '../types.ts';

const schema = z.strictObject({ axis: axisSchema });

/** The masks of sequences [N, L, F] that follow one another in time; null where none has one. */
function joinedMask(ctx: LowerContext, parts: readonly Tensor[]): Tensor | null {
  const masks = parts.map((_, index) => ctx.maskOf('in', index));
  if (masks.every((mask) => mask === null)) return null;
  return ctx.b.concat(
    parts.map(({ shape }, index) => masks[index] ?? ctx.b.fill(shape.slice(0, 2), 1)),
    1,
  );
}

/** Many [N, ...] → one, joined along an axis. Throws `layer.axis` and `shape.concat`. */
export const concat: LayerKind<z.infer<typeof schema>, 'concat'> = {
  kind: 'concat',
  category: 'merge',
  icon: 'IconStack2',
  schema,
  fields: [axisField],
  inputs: manyInputs,
  text: {
    title: { en: 'Concat', 'zh-CN': '拼接' },
    summary: { en: 'Joins several inputs end to end.', 'zh-CN': '把多个输入首尾相接。' },
    more: {
      en: 'Keeps all that its inputs say and lets the next layer weigh them, as in fusing several sources or branches, or in DenseNet (Huang et al., 2017). Every axis but the joined one must agree.',
      'zh-CN':
        '保留各输入的全部信息，由下一层决定如何取舍，常用于融合多个来源或分支，也见于 DenseNet（Huang 等，2017）。除拼接的轴外，其余各轴必须相同。',
    },
  },
  lower(ctx, { axis }, inputs) {
    const parts = inputsOf(ctx, inputs);
    const first = at(parts, 0);
    const along = tensorAxis(first, axis);
    for (const part of parts) {
      const fits =
        part.shape.length === first.shape.length && part.shape.every((extent, i) => i === along || extent === first.shape[i]);
      if (!fits) {
        const values = { a: describeShape(sampleShape(first)), b: describeShape(sampleShape(part)), axis: along - 1 };
        throw new DiagnosticError(diagnostic('shape.concat', values));
      }
    }
    if (first.shape.length === 3 && along === 1) ctx.writeMask(joinedMask(ctx, parts));
    return ctx.b.concat(parts, along);
  },
};
