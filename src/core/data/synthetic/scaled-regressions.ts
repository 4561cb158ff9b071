import { z } from 'zod';
import type { FieldSpec } from '../../layers/types.ts';
import type { DataSignature } from '../../project/signature.ts';
import type { DatasetDescriptor } from '../types.ts';
import { numbered } from './vectors.ts';

const schema = z.strictObject({
  scale: z.number().min(1).max(1000).default(10),
  samples: z.number().int().min(200).max(20_000).default(2000),
});
export type ScaledOptions = z.infer<typeof schema>;

const dimensions = 20;
const outputs = 10;

const fields: readonly FieldSpec[] = [
  {
    name: 'scale',
    title: { en: 'Scale of the second task', 'zh-CN': '第二个任务的尺度' },
    help: {
      en: 'How many times larger the second task’s values are. Its squared error is larger by the square of that, and with equal weights it is all that training sees.',
      'zh-CN': '第二个任务的数值放大的倍数。其平方误差按平方放大，权重相等时训练几乎只顾及它。',
    },
    control: 'number',
    min: 1,
    max: 1000,
    step: 1,
  },
  {
    name: 'samples',
    title: { en: 'Samples', 'zh-CN': '样本数' },
    help: { en: 'How many there are in all, before the split.', 'zh-CN': '划分之前样本的总数。' },
    control: 'integer',
    min: 200,
    max: 20_000,
    step: 100,
  },
];

const signatureFor = (count: number): DataSignature => ({
  inputs: [{ id: 'x', shape: [dimensions], dtype: 'f32', features: numbered(dimensions) }],
  targets: [
    { id: 'small', title: { en: 'Small values', 'zh-CN': '小数值' }, format: 'values', size: outputs },
    { id: 'large', title: { en: 'Large values', 'zh-CN': '大数值' }, format: 'values', size: outputs },
  ],
  count,
});

export const scaledRegressions: DatasetDescriptor<ScaledOptions> = {
  id: 'scaled-regressions',
  view: 'table',
  synthetic: true,
  text: {
    title: { en: 'Two regressions of different scale', 'zh-CN': '尺度不同的两个回归' },
    summary: {
      en: 'After the GradNorm paper: two related tasks, one with values many times larger. Can weights make up for it?',
      'zh-CN': '依照 GradNorm 论文：两个相关任务，其中一个的数值大许多倍。权重能弥补吗？',
    },
    more: {
      en: 'After Chen and others (ICML 2018), in a size for a browser: y = σ·tanh((B + ε)·x), where both tasks share B and each has an ε of its own. With equal weights the task of the larger values has by far the longer gradients. How much weights and methods make up for that, the example of two scales says, as measured over many seeds; with other networks and more steps it may be less.',
      'zh-CN':
        '依照 Chen 等人（ICML 2018），缩小到适合浏览器的规模：y = σ·tanh((B + ε)·x)，两个任务共享 B，各有自己的 ε。等权重时，数值大的任务梯度也大得多。权重和平衡方法能弥补多少，见“两种尺度”示例中多个种子的实测结果；换用其他网络或训练更多步时，差距可能更小。',
    },
  },
  licence: 'Apache-2.0',
  schema,
  fields,
  signature: ({ samples }) => signatureFor(samples),
  async load(options, context) {
    const { generateScaled } = await import('./scaled-samples.ts');
    const tensors = generateScaled(options, context.seed);
    context.onProgress(1);
    return tensors;
  },
};
