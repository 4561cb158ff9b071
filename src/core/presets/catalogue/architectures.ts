import { crossStitch, lenet, mtan, scales } from '../architectures.ts';
import type { Preset } from '../preset.ts';

export const architecturePresets: readonly Preset[] = [
  {
    id: 'two-digits-lenet',
    group: 'architectures',
    text: {
      title: { en: 'Two digits: everything shared', 'zh-CN': '两个数字：全部共享' },
      watch: {
        en: 'MultiMNIST with the LeNet of the papers: the upper left digit is mostly a little ahead of the lower right one, and nothing separates the methods. Accuracy after 5 epochs, mean and spread of 3 seeds: LeNet 87.3 ± 1.5 %, MTAN 87.8 ± 0.6 %, two networks 87.8 ± 1.3 %, cross-stitch 88.3 ± 0.5 %.',
        'zh-CN':
          'MultiMNIST 与论文中的 LeNet：左上的数字多半略好于右下的数字，而各种方法之间并无差别。5 轮后的准确率（3 个种子的均值与离散程度）：LeNet 87.3 ± 1.5 %，MTAN 87.8 ± 0.6 %，两个独立网络 87.8 ± 1.3 %，十字绣 88.3 ± 0.5 %。',
      },
    },
    outcome: {
      epochs: 4,
      tasks: {
        left: { metric: 'accuracy', reaches: 0.86, blind: 0.12 },
        right: { metric: 'accuracy', reaches: 0.82, blind: 0.12 },
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
        en: 'Two networks whose features are mixed with learned coefficients: the pictures in the sums show how much each takes from the other at each level. Accuracy stays within the spread of what two networks reach without it.',
        'zh-CN':
          '两个网络以可学习的系数混合特征：加权和节点中的图显示每层从对方取用多少。准确率与不混合的两个网络相比，在离散范围之内。',
      },
    },
    outcome: {
      epochs: 5,
      tasks: {
        left: { metric: 'accuracy', reaches: 0.87, blind: 0.12 },
        right: { metric: 'accuracy', reaches: 0.86, blind: 0.12 },
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
        en: 'One shared network, and a soft mask for each task at each level: the masks learn to look at opposite corners.',
        'zh-CN': '一个共享网络，各任务在每层各有一个软掩码：掩码会学会关注相反的角落。',
      },
    },
    outcome: {
      epochs: 5,
      tasks: {
        left: { metric: 'accuracy', reaches: 0.87, blind: 0.12 },
        right: { metric: 'accuracy', reaches: 0.85, blind: 0.12 },
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
        en: 'The second task’s squared error is a hundred times larger, and its weight a hundredth: set both weights to 1, and the first task is forgotten.',
        'zh-CN': '第二个任务的平方误差大一百倍，权重则为百分之一：把两个权重都设为 1，第一个任务便被遗忘。',
      },
    },
    outcome: {
      epochs: 30,
      tasks: {
        small: { metric: 'r2', reaches: 0.78, blind: 0 },
        large: { metric: 'r2', reaches: 0.79, blind: 0 },
      },
    },
    project: scales,
  },
];
