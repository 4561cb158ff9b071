import { crossStitch, lenet, mtan, scales } from '../architectures.ts';
import { both, claim, edited, look, measured, reading, shipped, withBalancing, withTask } from '../claims/variants.ts';
import type { Preset } from '../preset.ts';

const equalWeights = edited(
  'two-scales',
  'both weights 1',
  { en: 'both weights 1', 'zh-CN': '两个权重都为 1' },
  withTask('large', { weight: 1 }),
);

/** Weights that say nothing of scales, and a method that makes up for them. */
const balancedBy = (method: string, name: string) =>
  edited(
    'two-scales',
    `both weights 1, ${method}`,
    { en: `both weights 1, balanced by ${name}`, 'zh-CN': `两个权重都为 1，用 ${name} 平衡` },
    both(withTask('large', { weight: 1 }), withBalancing(method)),
  );
const repairs = [
  balancedBy('gradnorm', 'GradNorm'),
  balancedBy('si', 'SI'),
  balancedBy('uw', 'UW'),
  balancedBy('nash-mtl', 'Nash-MTL'),
];

export const architecturePresets: readonly Preset[] = [
  {
    id: 'two-digits-lenet',
    group: 'architectures',
    text: {
      title: { en: 'Two digits: everything shared', 'zh-CN': '两个数字：全部共享' },
      watch: {
        en: 'MultiMNIST with the LeNet of the papers: compare the upper left digit with the lower right one, and this network with cross-stitch and MTAN on the same data.',
        'zh-CN': 'MultiMNIST 与论文中的 LeNet：比较左上与右下的数字，并与同一数据上的十字绣、MTAN 比较。',
      },
    },
    claims: look,
    outcome: {
      epochs: 4,
      tasks: {
        left: { metric: 'accuracy', reaches: 0.86 },
        right: { metric: 'accuracy', reaches: 0.82 },
      },
    },
    project: lenet,
  },
  {
    id: 'cross-stitch',
    group: 'architectures',
    text: {
      title: { en: 'Two digits: cross-stitch', 'zh-CN': '两个数字：十字绣网络' },
      watch: {
        en: 'Two networks whose features are mixed with learned coefficients: the pictures in the sums show how much each takes from the other at each level.',
        'zh-CN': '两个网络以可学习的系数混合特征：加权和节点中的图显示每层从对方取用多少。',
      },
    },
    claims: look,
    outcome: {
      epochs: 5,
      tasks: {
        left: { metric: 'accuracy', reaches: 0.87 },
        right: { metric: 'accuracy', reaches: 0.86 },
      },
    },
    project: crossStitch,
  },
  {
    id: 'mtan',
    group: 'architectures',
    text: {
      title: { en: 'Two digits: MTAN', 'zh-CN': '两个数字：MTAN' },
      watch: {
        en: 'One shared network, and a soft mask for each task at each level: compare the places that the two masks let through.',
        'zh-CN': '一个共享网络，各任务在每层各有一个软掩码：比较两个掩码各自保留图像的哪些位置。',
      },
    },
    claims: look,
    outcome: {
      epochs: 5,
      tasks: {
        left: { metric: 'accuracy', reaches: 0.87 },
        right: { metric: 'accuracy', reaches: 0.85 },
      },
    },
    project: mtan,
  },
  {
    id: 'two-scales',
    group: 'architectures',
    text: {
      title: { en: 'Two scales: weights that make up for them', 'zh-CN': '两种尺度：用权重弥补' },
      watch: {
        en: 'The second task’s squared error is a hundred times larger, and its weight a hundredth: set both weights to 1, and the first task gets weaker in favour of the second, until GradNorm, UW, SI or Nash-MTL makes up for the scales.',
        'zh-CN':
          '第二个任务的平方误差大一百倍，权重则为百分之一：把两个权重都设为 1，第一个任务变弱，第二个任务变强；换用 GradNorm、UW、SI 或 Nash-MTL 又可弥补尺度差异。',
      },
    },
    claims: measured(
      claim(reading(equalWeights, 'small', 'r2', 30), 'lower', reading(shipped('two-scales'), 'small', 'r2', 30)),
      claim(reading(equalWeights, 'large', 'r2', 30), 'higher', reading(shipped('two-scales'), 'large', 'r2', 30)),
      ...repairs.map((repair) => claim(reading(repair, null, 'r2', 30), 'higher', reading(equalWeights, null, 'r2', 30))),
    ),
    outcome: {
      epochs: 30,
      seeds: 32,
      tasks: {
        small: { metric: 'r2', reaches: 0.78 },
        large: { metric: 'r2', reaches: 0.79 },
      },
    },
    project: scales,
  },
];
