import { z } from 'zod';
import type { Tensor } from '../../program/builder.ts';
import { describeShape, sameShape, sizeOf } from '../../program/shapes.ts';
import type { Shape } from '../../program/types.ts';
import { at } from '../../util/assert-never.ts';
import { DiagnosticError, diagnostic } from '../../util/diagnostics.ts';
import { inputOf, sampleShape } from '../support/inputs.ts';
import { zeroPadding } from '../support/sequence.ts';
import { type LayerKind, singleInput } from '../types.ts';

/** Stands for the one axis whose length follows from the others. */
const free = -1;

const extent = z
  .int()
  .min(free)
  .max(1_000_000)
  .refine((length) => length !== 0, { message: '≠ 0' });
/** Messages are symbols, which need no translation. */
const schema = z.strictObject({
  shape: z
    .array(extent)
    .min(1)
    .max(4)
    .refine((axes) => axes.filter((axis) => axis === free).length <= 1, { message: 'n(−1) ≤ 1' })
    .default([free]),
});

/** The target without its −1. Throws `shape.reshape` or `layer.reshape`. */
function resolve(x: Tensor, target: Shape): Shape {
  const from = sampleShape(x);
  const fromSize = sizeOf(from);
  const known = sizeOf(target.filter((axis) => axis !== free));
  if (known === fromSize) return target.map((axis) => (axis === free ? 1 : axis));
  const values = { from: describeShape(from), fromSize };
  if (!target.includes(free)) {
    throw new DiagnosticError(diagnostic('shape.reshape', { ...values, to: describeShape(target), toSize: known }));
  }
  if (fromSize % known !== 0) {
    const to = target.map((axis) => (axis === free ? '?' : axis)).join(' × ');
    throw new DiagnosticError(diagnostic('layer.reshape', { ...values, to }));
  }
  return target.map((axis) => (axis === free ? fromSize / known : axis));
}

/** [N, ...] → [N, ...shape], row-major. Positions are no longer positions: the mask ends here, and padding becomes zeros. */
export const reshape: LayerKind<z.infer<typeof schema>, 'reshape'> = {
  kind: 'reshape',
  category: 'shape',
  icon: 'IconTransformPoint',
  schema,
  fields: [
    {
      name: 'shape',
      title: { en: 'Target shape', 'zh-CN': '目标形状' },
      help: {
        en: 'The axes of one example, without the batch. One of them may be −1: it takes whatever is left.',
        'zh-CN': '单个样本的各轴长度，不含批次轴。其中一个可以为 −1，由其余部分推出。',
      },
      control: 'integers',
    },
  ],
  inputs: singleInput,
  text: {
    title: { en: 'Reshape', 'zh-CN': '变形' },
    summary: {
      en: 'Arranges the same numbers along other axes.',
      'zh-CN': '把同样的数按另外的轴重新排列。',
    },
    more: {
      en: 'Turns a row of 784 numbers into an image of 28 × 28 × 1, for example, so that convolutions can work on it. The numbers keep their order and nothing is learned.',
      'zh-CN': '例如把 784 个数变成 28 × 28 × 1 的图像，以便做卷积。数值的顺序不变，也不学习任何参数。',
    },
  },
  lower(ctx, { shape }, inputs) {
    const x = inputOf(ctx, inputs);
    const to = [at(x.shape, 0), ...resolve(x, shape)];
    if (sameShape(x.shape, to)) return x;
    ctx.writeMask(null);
    return ctx.b.reshape(zeroPadding(ctx.b, x, ctx.maskOf('in')), to);
  },
};
