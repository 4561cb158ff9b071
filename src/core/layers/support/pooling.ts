import { z } from 'zod';
import type { FieldSpec } from '../types.ts';
import { paddingField, paddings, pairSchema, strideField } from './windows.ts';

/** What max and average pooling let one choose. */
export const poolSchema = z.strictObject({
  size: pairSchema(32).default([2, 2]),
  stride: pairSchema(32).default([2, 2]),
  padding: z.enum(paddings).default('valid'),
});
export type PoolParams = z.infer<typeof poolSchema>;

export const poolFields: readonly FieldSpec[] = [
  {
    name: 'size',
    title: { en: 'Window size', 'zh-CN': '窗口大小' },
    help: {
      en: 'Height and width of the area that becomes one number. Larger windows forget more of where things were.',
      'zh-CN': '汇聚成一个数的区域的高和宽。窗口越大，丢失的位置信息越多。',
    },
    control: 'integers',
    length: 2,
  },
  strideField,
  paddingField,
];
