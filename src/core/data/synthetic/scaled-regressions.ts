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
      en: 'After Chen and others (ICML 2018), in a size for a browser. At scale 10, with four layers of 64 and after 4,000 steps, training losses relative to the start add up to .123 ± .029 with equal weights, .104 ± .020 with GradNorm, .102 ± .005 with uncertainty weighting, .087 ± .006 with weights 1/σ² (eight seeds): no method is far ahead of equal weights by then. In the example, with two layers and after 30 epochs, they are ahead.',
      'zh-CN':
        '依照 Chen 等人（ICML 2018），缩小到适合浏览器的规模。尺度为 10、四个 64 单元的层、4,000 步后，相对初始的训练损失之和为：等权重 .123 ± .029，GradNorm .104 ± .020，不确定性加权 .102 ± .005，权重 1/σ² .087 ± .006（八个种子）：此时没有哪种方法明显领先于等权重；在只有两层、训练 30 轮的示例中则领先。',
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
