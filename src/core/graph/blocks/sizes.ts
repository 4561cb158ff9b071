import { z } from 'zod';
import type { FieldSpec } from '../../layers/types.ts';
import { inputKind } from '../../project/schema.ts';
import type { LocalizedText } from '../../util/localized.ts';
import type { BlockContext } from './block.ts';
import { type Site, siteOf } from './site.ts';

/** A whole number that a block asks for. */
export const count = (min: number, max: number) => z.int().min(min).max(max);

export const countField = (name: string, title: LocalizedText, help: LocalizedText, min: number, max: number): FieldSpec => ({
  name,
  title,
  help,
  control: 'integer',
  min,
  max,
});

/** How many features each new layer puts out. */
export const unitsSchema = count(1, 4096);
export const unitsField = countField(
  'units',
  { en: 'Units', 'zh-CN': '单元数' },
  {
    en: 'How many features each new layer puts out; on images, how many filters.',
    'zh-CN': '每个新层输出的特征数；对图像则为滤波器数。',
  },
  1,
  4096,
);

export const expertsField = countField(
  'experts',
  { en: 'Experts', 'zh-CN': '专家数' },
  { en: 'How many experts all tasks share.', 'zh-CN': '所有任务共享多少个专家。' },
  1,
  16,
);

export const levelsField = countField(
  'levels',
  { en: 'Levels', 'zh-CN': '层数' },
  { en: 'How many times the step is repeated, one behind the other.', 'zh-CN': '该结构前后重复多少次。' },
  1,
  6,
);

/** The kind of layer that makes features of what the site puts out, and its parameters: a Conv 2D on images, else a Dense. */
export function featureLayer(
  { shape }: Pick<Site, 'shape'>,
  units: number,
  activation: string,
  kernel = 3,
): { kind: string; params: Record<string, unknown> } {
  return shape.length === 3
    ? { kind: 'conv2d', params: { filters: units, kernel: [kernel, kernel], padding: 'same', activation } }
    : { kind: 'dense', params: { units, activation } };
}

/** As wide as the layer in front, so that what stands behind still fits; behind raw data something usual. */
export function usualUnits(context: BlockContext): number {
  const site = siteOf(context);
  if (!site.ok) return 32;
  const { source, shape } = site.value;
  if (source.kind === inputKind) return shape.length === 3 ? 16 : 32;
  return Math.min(512, Math.max(1, shape.at(-1) ?? 32));
}
