import { z } from 'zod';
import type { FieldSpec } from '../layers/types.ts';
import type { DataSignature } from '../project/signature.ts';
import { permutation, type Random, randomStream } from '../util/random.ts';
import { blank, crop, type Grey, inkBox, pasteMaximum } from './canvas-image.ts';
import type { ImagePack } from './image-pack.ts';
import { loadDigits } from './load-digits.ts';
import { digitAt } from './two-digits.ts';
import type { Dataset, DatasetDescriptor } from './types.ts';

const schema = z.strictObject({
  samples: z.number().int().min(100).max(10_000).default(5000),
  clutter: z.number().int().min(0).max(12).default(4),
  absent: z.number().min(0).max(0.9).default(0.25),
});
type Options = z.infer<typeof schema>;

const digitSide = 28;
const side = 44;
const fragment = 8;
/** Ink fainter than this is not part of a digit's box. */
const inkThreshold = 0.3;

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

/** A scrap of a digit that holds some ink, thrown onto the canvas. */
function scatterFragment(canvas: Grey, digit: Grey, random: Random): void {
  const inside = digitSide - fragment + 1;
  const piece = crop(digit, random.int(inside), random.int(inside), fragment, fragment);
  pasteMaximum(canvas, piece, random.int(side - fragment + 1), random.int(side - fragment + 1));
}

/** Present (1), and the middle and extent of the digit's ink as fractions of the image. */
function boxOf(digit: Grey, top: number, left: number): readonly number[] {
  const ink = inkBox(digit, inkThreshold);
  if (!ink) return [1, (left + digitSide / 2) / side, (top + digitSide / 2) / side, digitSide / side, digitSide / side];
  const [width, height] = [ink.right - ink.left, ink.bottom - ink.top];
  return [1, (left + ink.left + width / 2) / side, (top + ink.top + height / 2) / side, width / side, height / side];
}

/** Digits at random places among scraps of others, after the cluttered MNIST of Mnih, Heess, Graves and Kavukcuoglu (2014). */
export function clutterDigits(pack: ImagePack, { samples, clutter, absent }: Options, seed: number): Dataset {
  const { count } = pack.manifest;
  const order = permutation(count, randomStream(seed, 'data', 'cluttered-digits', 'digits'));
  const places = randomStream(seed, 'data', 'cluttered-digits', 'places');
  const scraps = randomStream(seed, 'data', 'cluttered-digits', 'clutter');
  const presence = permutation(samples, randomStream(seed, 'data', 'cluttered-digits', 'absent'));
  const empty = new Set(presence.subarray(0, Math.round(absent * samples)));
  const image = new Float32Array(samples * side * side);
  const digit = new Int32Array(samples).fill(-1);
  const present = Float32Array.from({ length: samples }, (_, i) => (empty.has(i) ? 0 : 1));
  const box = new Float32Array(5 * samples);
  for (let i = 0; i < samples; i++) {
    const canvas = blank(side, side);
    for (let n = 0; n < clutter; n++) scatterFragment(canvas, digitAt(pack, scraps.int(count)), scraps);
    const row = order[i] ?? 0;
    const [top, left] = [places.int(side - digitSide + 1), places.int(side - digitSide + 1)];
    if (!empty.has(i)) {
      const drawn = digitAt(pack, row);
      pasteMaximum(canvas, drawn, top, left);
      box.set(boxOf(drawn, top, left), 5 * i);
      digit[i] = pack.labels[row] ?? 0;
    }
    image.set(canvas.values, i * side * side);
  }
  return {
    signature: signatureFor(samples),
    inputs: { image },
    targets: { digit, present, box },
  };
}

export const clutteredDigits: DatasetDescriptor<Options> = {
  id: 'cluttered-digits',
  view: 'image',
  synthetic: false,
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
  load: async (options, context) => clutterDigits(await loadDigits(context), options, context.seed),
};
