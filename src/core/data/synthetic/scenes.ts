import { z } from 'zod';
import type { FieldSpec } from '../../layers/types.ts';
import type { DataSignature } from '../../project/signature.ts';
import type { DatasetDescriptor } from '../types.ts';
import { shapes } from './shapes.ts';

const sides = ['32', '64', '128', '224'] as const;
const schema = z.strictObject({
  side: z.enum(sides).default('32'),
  samples: z.number().int().min(40).max(10_000).default(3000),
  noise: z.number().min(0).max(0.5).default(0.05),
  absent: z.number().min(0).max(0.9).default(0.2),
  rare: z.number().min(0).max(0.95).default(0),
});
export type SceneOptions = z.infer<typeof schema>;

const mostDots = 4;

const fields: readonly FieldSpec[] = [
  {
    name: 'side',
    title: { en: 'Image size', 'zh-CN': '图像尺寸' },
    help: {
      en: 'Pixels along a side. Twice the side is four times the work and memory; 224 is the size of the classic networks.',
      'zh-CN': '边长像素数。边长加倍，计算量与内存变为四倍；224 是经典网络的输入尺寸。',
    },
    control: 'choice',
    options: sides.map((value) => ({ value, title: { en: `${value} × ${value}`, 'zh-CN': `${value} × ${value}` } })),
  },
  {
    name: 'samples',
    title: { en: 'Images', 'zh-CN': '图像数' },
    help: {
      en: 'How many images there are in all, before the split. A thousand of 32 × 32 take 12 MB, a thousand of 224 × 224 take 600 MB.',
      'zh-CN': '划分之前图像的总数。一千张 32 × 32 占 12 MB，一千张 224 × 224 占 600 MB。',
    },
    control: 'integer',
    min: 40,
    max: 10_000,
    step: 100,
  },
  {
    name: 'noise',
    title: { en: 'Noise', 'zh-CN': '噪声' },
    help: {
      en: 'Standard deviation of the noise on every colour value, which goes from 0 to 1.',
      'zh-CN': '每个颜色值（0 到 1）上噪声的标准差。',
    },
    control: 'number',
    min: 0,
    max: 0.5,
    step: 0.05,
  },
  {
    name: 'absent',
    title: { en: 'Share without an object', 'zh-CN': '无物体的比例' },
    help: {
      en: 'This share of the images shows no object. Its class is masked out there, and so is its box.',
      'zh-CN': '这部分图像中没有物体，其类别与定位框在任务中被屏蔽。',
    },
    control: 'number',
    min: 0,
    max: 0.9,
    step: 0.05,
  },
  {
    name: 'rare',
    title: { en: 'Class imbalance', 'zh-CN': '类别不平衡' },
    help: {
      en: 'At 0 all ten shapes are equally frequent. Above, the last five become rarer by this share: look at macro F1, and try class weights.',
      'zh-CN': '为 0 时十种形状同样常见；大于 0 时后五种按此比例变少：应看宏平均 F1，并尝试类别权重。',
    },
    control: 'number',
    min: 0,
    max: 0.95,
    step: 0.05,
  },
];

const signatureFor = ({ samples, side }: SceneOptions): DataSignature => ({
  inputs: [{ id: 'image', shape: [Number(side), Number(side), 3], dtype: 'f32' }],
  targets: [
    {
      id: 'shape',
      title: { en: 'Shape', 'zh-CN': '形状' },
      format: 'class',
      classes: shapes.map(({ name }) => name),
    },
    { id: 'present', title: { en: 'Is there an object?', 'zh-CN': '有物体吗' }, format: 'binary' },
    { id: 'box', title: { en: 'Where is it?', 'zh-CN': '在哪里' }, format: 'box' },
    {
      id: 'dots',
      title: { en: 'Number of dots', 'zh-CN': '圆点数' },
      format: 'class',
      classes: Array.from({ length: mostDots + 1 }, (_, i) => `${i}`),
      ordered: true,
    },
  ],
  count: samples,
});

export const scenes: DatasetDescriptor<SceneOptions> = {
  id: 'scenes',
  view: 'image',
  synthetic: true,
  text: {
    title: { en: 'Coloured scenes', 'zh-CN': '彩色场景' },
    summary: {
      en: 'Colour images from 32 to 224 pixels with one object and some dots: which shape, is it there, where, and how many dots?',
      'zh-CN': '边长 32 到 224 像素的彩色图像，含一个物体和若干圆点：是什么形状、有没有、在哪里、有几个圆点。',
    },
    more: {
      en: 'Synthetic, made from the seed, and the same scenes at every size. Made for the pair of classification and detection that vision papers share a trunk for: a small convolutional network reaches above 90 % for shape and presence, the box needs positions that pooling throws away, and counting dots wants small details that the shape can do without. Dots may lie behind the object.',
      'zh-CN':
        '由随机种子合成，各种尺寸下场景相同。用于视觉论文中共享主干的分类与检测：小型卷积网络的形状与存在判断可达 90% 以上；定位框需要被池化丢弃的位置信息，数圆点则需要形状任务不关心的细节。圆点可能被物体遮住。',
    },
  },
  licence: 'Apache-2.0',
  schema,
  fields,
  signature: signatureFor,
  async load(options, context) {
    const { generateScenes } = await import('./scenes-images.ts');
    const tensors = generateScenes(options, context.seed);
    context.onProgress(1);
    return tensors;
  },
};
