import { z } from 'zod';
import type { FieldSpec } from '../layers/types.ts';
import type { DataSignature } from '../project/signature.ts';
import type { DatasetDescriptor } from './types.ts';

const schema = z.strictObject({ samples: z.number().int().min(100).max(5000).default(5000) });
type Options = z.infer<typeof schema>;

const digitSide = 28;
const classes = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'];

const fields: readonly FieldSpec[] = [
  {
    name: 'samples',
    title: { en: 'Images', 'zh-CN': '图像数' },
    help: {
      en: 'How many pairs of digits there are in all, before the split. No digit is used twice.',
      'zh-CN': '划分之前图像的总数。每个手写数字只用一次。',
    },
    control: 'integer',
    min: 100,
    max: 5000,
    step: 100,
  },
];

const signatureFor = (count: number): DataSignature => ({
  inputs: [{ id: 'image', shape: [digitSide, digitSide, 1], dtype: 'f32' }],
  targets: [
    { id: 'left', title: { en: 'Upper left digit', 'zh-CN': '左上数字' }, format: 'class', classes },
    { id: 'right', title: { en: 'Lower right digit', 'zh-CN': '右下数字' }, format: 'class', classes },
    { id: 'both', title: { en: 'Which digits there are', 'zh-CN': '含有哪些数字' }, format: 'multiLabel', labels: classes },
  ],
  count,
});

export const twoDigits: DatasetDescriptor<Options> = {
  id: 'two-digits',
  view: 'image',
  synthetic: false,
  pack: 'mnist',
  text: {
    title: { en: 'Two overlaid digits', 'zh-CN': '重叠的两个数字' },
    summary: {
      en: 'MultiMNIST: two handwritten digits over one another. Which one is upper left, which one lower right?',
      'zh-CN': 'MultiMNIST：两个手写数字相互重叠。左上是哪个，右下是哪个？',
    },
    more: {
      en: 'After Sabour, Frosst and Hinton (2017) and Sener and Koltun (2018): the field’s standard pair of tasks that need the same features and yet compete. Published accuracies range from 89.5 to 97 % for one and the same method on 60,000 images; here 5,000 images are made of 10,000 digits, each used once, so expect less, and expect small differences between methods.',
      'zh-CN':
        '依照 Sabour、Frosst 与 Hinton（2017）及 Sener 与 Koltun（2018）：两个任务需要相同的特征却又互相竞争，是该领域的标准任务对。在六万张图像上，同一方法已发表的准确率在 89.5% 到 97% 之间；这里用一万个数字各一次合成 5,000 张图像，准确率会低一些，方法之间的差异也很小。',
    },
  },
  licence: 'MIT (package mnist); MNIST: Y. LeCun, C. Cortes, C. J. C. Burges',
  schema,
  fields,
  signature: ({ samples }) => signatureFor(samples),
  async load(options, context) {
    const { loadDigits } = await import('./load-digits.ts');
    const { overlayDigits } = await import('./two-digits-images.ts');
    return overlayDigits(await loadDigits(context), options, context.seed);
  },
};
