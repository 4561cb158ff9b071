import { z } from 'zod';
import type { FieldSpec } from '../layers/types.ts';
import type { DataSignature } from '../project/signature.ts';
import type { DatasetDescriptor } from './types.ts';

const schema = z.strictObject({
  samples: z.number().int().min(100).max(10_000).default(5000),
  clutter: z.number().int().min(0).max(12).default(4),
  absent: z.number().min(0).max(0.9).default(0.25),
});
export type ClutterOptions = z.infer<typeof schema>;

const side = 44;

const fields: readonly FieldSpec[] = [
  {
    name: 'samples',
    title: { en: 'Images', 'zh-CN': '图像数' },
    help: {
      en: 'How many images there are in all, before the split. No digit is used twice.',
      'zh-CN': '划分之前图像的总数。每个手写数字只用一次。',
    },
    control: 'integer',
    min: 100,
    max: 10_000,
    step: 100,
  },
  {
    name: 'clutter',
    title: { en: 'Pieces of clutter', 'zh-CN': '杂乱碎片数' },
    help: {
      en: 'How many scraps of other digits lie on each image. With more of them every task is harder, the box most of all.',
      'zh-CN': '每张图像上有多少块其他数字的碎片。碎片越多，各任务越难，定位框尤甚。',
    },
    control: 'integer',
    min: 0,
    max: 12,
    step: 1,
  },
  {
    name: 'absent',
    title: { en: 'Share without a digit', 'zh-CN': '无数字的比例' },
    help: {
      en: 'This share of the images holds clutter only. The class of what is not there is masked out of its task.',
      'zh-CN': '这部分图像只有碎片。不存在的数字没有类别，会在该任务中被屏蔽。',
    },
    control: 'number',
    min: 0,
    max: 0.9,
    step: 0.05,
  },
];

const signatureFor = (count: number): DataSignature => ({
  inputs: [{ id: 'image', shape: [side, side, 1], dtype: 'f32' }],
  targets: [
    {
      id: 'digit',
      title: { en: 'Digit', 'zh-CN': '数字' },
      format: 'class',
      classes: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'],
    },
    { id: 'present', title: { en: 'Is there a digit?', 'zh-CN': '有数字吗' }, format: 'binary' },
    { id: 'box', title: { en: 'Where is it?', 'zh-CN': '在哪里' }, format: 'box' },
  ],
  count,
});

export const clutteredDigits: DatasetDescriptor<ClutterOptions> = {
  id: 'cluttered-digits',
  view: 'image',
  synthetic: false,
  pack: 'mnist',
  text: {
    title: { en: 'Digits on clutter', 'zh-CN': '杂乱背景中的数字' },
    summary: {
      en: 'Images of 44 × 44 pixels with scraps of digits and, mostly, one whole digit: which one, is it there, and where?',
      'zh-CN': '44 × 44 像素的图像，布满数字碎片，多数还有一个完整的数字：是哪个、有没有、在哪里。',
    },
    more: {
      en: 'Real digits of MNIST (LeCun, Cortes and Burges, 1998) thrown on a canvas after Mnih and others (2014). A convolutional trunk learns all three; the box needs positions, which pooling throws away, so that class and box pull the trunk in different directions.',
      'zh-CN':
        '将 MNIST（LeCun、Cortes 与 Burges，1998）的真实数字依照 Mnih 等人（2014）的方法置于画布上。卷积主干可学会全部三项；定位框需要位置信息，而池化会丢弃它，因此类别与定位会把主干拉向不同方向。',
    },
  },
  licence: 'MIT (package mnist); MNIST: Y. LeCun, C. Cortes, C. J. C. Burges',
  schema,
  fields,
  signature: ({ samples }) => signatureFor(samples),
  async load(options, context) {
    const { loadDigits } = await import('./load-digits.ts');
    const { clutterDigits } = await import('./cluttered-digits-images.ts');
    return clutterDigits(await loadDigits(context), options, context.seed);
  },
};
