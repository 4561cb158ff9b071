import { z } from 'zod';
import type { Tensor } from '../../program/builder.ts';
import { samePadding } from '../../program/shapes.ts';
import type { Window2D } from '../../program/types.ts';
import { at } from '../../util/assert-never.ts';
import type { LocalizedText } from '../../util/localized.ts';
import type { FieldSpec } from '../types.ts';

export const paddings = ['valid', 'same'] as const;
export type Padding = (typeof paddings)[number];

/** Height and width, both between 1 and `max`. */
export const pairSchema = (max: number) => z.tuple([z.int().min(1).max(max), z.int().min(1).max(max)]);

export const strideField: FieldSpec = {
  name: 'stride',
  title: { en: 'Stride', 'zh-CN': '步幅' },
  help: {
    en: 'How far the window moves, down and to the right. 2 halves the image, and quarters the cost of what follows.',
    'zh-CN': '窗口向下、向右每次移动的距离。取 2 时图像的高和宽减半，后续计算量约为四分之一。',
  },
  control: 'integers',
  length: 2,
};

const paddingTitles: Readonly<Record<Padding, LocalizedText>> = {
  valid: { en: 'none (valid)', 'zh-CN': '不填充（valid）' },
  same: { en: 'zeros (same)', 'zh-CN': '填充零（same）' },
};

export const paddingField: FieldSpec = {
  name: 'padding',
  title: { en: 'Padding', 'zh-CN': '填充' },
  help: {
    en: '“Same” surrounds the image so that stride 1 keeps its size; “valid” lets the window move inside the image only, which makes it smaller.',
    'zh-CN': '“same”在图像四周填充，步幅为 1 时尺寸不变；“valid”只让窗口在图像内部移动，图像会变小。',
  },
  control: 'choice',
  options: paddings.map((value) => ({ value, title: paddingTitles[value] })),
};

interface WindowParams {
  readonly kernel: readonly [height: number, width: number];
  readonly stride: readonly [height: number, width: number];
  readonly padding: Padding;
  readonly dilation?: readonly [height: number, width: number];
}

/** The window that moves over an image [N, H, W, C], padded as TensorFlow pads. */
export function windowOver(image: Pick<Tensor, 'shape'>, { kernel, stride, padding, dilation = [1, 1] }: WindowParams): Window2D {
  if (padding === 'valid') return { kernel, stride, dilation, pad: [0, 0, 0, 0] };
  const [top, bottom] = samePadding(at(image.shape, 1), kernel[0], stride[0], dilation[0]);
  const [left, right] = samePadding(at(image.shape, 2), kernel[1], stride[1], dilation[1]);
  return { kernel, stride, dilation, pad: [top, bottom, left, right] };
}
