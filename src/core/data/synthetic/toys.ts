import { z } from 'zod';
import type { FieldSpec } from '../../layers/types.ts';
import type { DataSignature } from '../../project/signature.ts';
import { at } from '../../util/assert-never.ts';
import { randomStream } from '../../util/random.ts';
import type { DatasetDescriptor, Tensors } from '../types.ts';
import { labelHighest, type ToyTask, toyScores } from './toy-scores.ts';

const schema = z.strictObject({
  samples: z.number().int().min(60).max(20_000).default(1000),
  noise: z.number().min(0).max(0.5).default(0.03),
  positives: z.number().min(0.05).max(0.95).default(0.5),
  angle: z.number().min(0).max(180).default(30),
});
export type ToyOptions = z.infer<typeof schema>;

const fields: readonly FieldSpec[] = [
  {
    name: 'angle',
    title: { en: 'Angle between the half-planes (°)', 'zh-CN': '两个半平面的夹角（°）' },
    help: {
      en: 'The relatedness dial: at 0° half-plane A and half-plane B have the same labels, at 90° knowing one says nothing of the other, at 180° every label is opposite.',
      'zh-CN': '相关性旋钮：0° 时半平面 A 与 B 的标签完全相同，90° 时互不相关，180° 时标签完全相反。',
    },
    control: 'number',
    min: 0,
    max: 180,
    step: 5,
  },
  {
    name: 'samples',
    title: { en: 'Points', 'zh-CN': '点数' },
    help: {
      en: 'How many points there are in all, before the split. With few of them, what tasks share matters more.',
      'zh-CN': '划分之前点的总数。点越少，任务间的共享就越重要。',
    },
    control: 'integer',
    min: 60,
    max: 20_000,
    step: 100,
  },
  {
    name: 'noise',
    title: { en: 'Noise', 'zh-CN': '噪声' },
    help: {
      en: 'How far points are moved after they got their labels: the standard deviation, the disc having radius 1. No model can be perfect then.',
      'zh-CN': '点在获得标签后被移动的距离（标准差，圆盘半径为 1）。有噪声时任何模型都无法完全正确。',
    },
    control: 'number',
    min: 0,
    max: 0.5,
    step: 0.01,
  },
  {
    name: 'positives',
    title: { en: 'Share of positive labels', 'zh-CN': '正类比例' },
    help: {
      en: 'Class balance: this share of the points is positive in each yes-or-no task. Far from one half, accuracy flatters: look at F1.',
      'zh-CN': '类别平衡：每个二分类任务中正类所占的比例。偏离一半时准确率会虚高，应看 F1。',
    },
    control: 'number',
    min: 0.05,
    max: 0.95,
    step: 0.05,
  },
];

const titles: Readonly<Record<ToyTask, DataSignature['targets'][number]['title']>> = {
  circle: { en: 'Inside a circle', 'zh-CN': '圆内' },
  xor: { en: 'XOR', 'zh-CN': '异或' },
  spiral: { en: 'Spiral', 'zh-CN': '螺旋' },
  planeA: { en: 'Half-plane A', 'zh-CN': '半平面 A' },
  planeB: { en: 'Half-plane B', 'zh-CN': '半平面 B' },
};
const tasks: readonly ToyTask[] = ['circle', 'xor', 'spiral', 'planeA', 'planeB'];

const signatureFor = (count: number): DataSignature => ({
  inputs: [{ id: 'point', shape: [2], dtype: 'f32' }],
  targets: [
    ...tasks.map((id) => ({ id, title: titles[id], format: 'binary' as const })),
    { id: 'distance', title: { en: 'Distance from the centre', 'zh-CN': '到中心的距离' }, format: 'values', size: 1 },
  ],
  count,
});

/**
 * Points uniform on the disc of radius 1, labelled, then moved by the noise. Positions and noise come from streams of their own, so that
 * an option changes only what it names, and more samples continue the same sequence.
 */
export function generateToys(options: ToyOptions, seed: number): Tensors {
  const { samples, noise, positives } = options;
  const places = randomStream(seed, 'data', 'toys', 'places');
  const moves = randomStream(seed, 'data', 'toys', 'noise');
  const angle = (options.angle * Math.PI) / 180;
  const xs = new Float64Array(samples);
  const ys = new Float64Array(samples);
  const points = new Float32Array(2 * samples);
  for (let i = 0; i < samples; i++) {
    const radius = Math.sqrt(places.next());
    const turn = 2 * Math.PI * places.next();
    const x = radius * Math.cos(turn);
    const y = radius * Math.sin(turn);
    xs[i] = x;
    ys[i] = y;
    points[2 * i] = x + noise * moves.normal();
    points[2 * i + 1] = y + noise * moves.normal();
  }
  const over = (score: (x: number, y: number, angle: number) => number) => xs.map((x, i) => score(x, at(ys, i), angle));
  const labels = tasks.map((id) => [id, labelHighest(over(toyScores[id]), positives)] as const);
  return {
    inputs: { point: points },
    targets: { ...Object.fromEntries(labels), distance: Float32Array.from(over((x, y) => Math.hypot(x, y))) },
  };
}

export const toys: DatasetDescriptor<ToyOptions> = {
  id: 'toys',
  view: 'points',
  synthetic: true,
  text: {
    title: { en: 'Points in the plane', 'zh-CN': '平面上的点' },
    summary: {
      en: 'Several tasks on the same points: circle, XOR, spiral, and two half-planes whose relatedness you set with an angle.',
      'zh-CN': '同一批点上的多个任务：圆、异或、螺旋，以及用夹角调节相关性的两个半平面。',
    },
    more: {
      en: 'Synthetic, made from the seed: points spread evenly over a disc of radius 1. The half-planes agree on a share of 1 − angle/180° of the points, so that the dial goes from two copies of one task, through unrelated tasks, to tasks that contradict each other.',
      'zh-CN':
        '由随机种子合成：点均匀分布在半径为 1 的圆盘上。两个半平面的标签一致的比例为 1 − 夹角/180°，因此旋钮可从同一任务的两份拷贝，经互不相关，一直调到互相矛盾。',
    },
  },
  licence: 'Apache-2.0',
  schema,
  fields,
  signature: ({ samples }) => signatureFor(samples),
  async load(options, context) {
    const tensors = generateToys(options, context.seed);
    context.onProgress(1);
    return tensors;
  },
};
