import { crossStitch, lenet, mmoe, mtan, ple, scales } from '../architectures.ts';
import type { Preset } from '../preset.ts';

export const architecturePresets: readonly Preset[] = [
  {
    id: 'mmoe',
    group: 'architectures',
    text: {
      title: { en: 'MMoE: a gate per task', 'zh-CN': 'MMoE：每个任务一个门控' },
      watch: {
        en: 'Two unrelated regressions share four experts, and each task’s gate learns which of them to use: turn the relatedness up and see the gates become alike.',
        'zh-CN': '两个不相关的回归共享四个专家，各任务的门控学会使用哪些：提高相关性，两个门控便趋于一致。',
      },
    },
    outcome: {
      epochs: 40,
      tasks: {
        y1: { metric: 'r2', reaches: 0.75, blind: 0 },
        y2: { metric: 'r2', reaches: 0.75, blind: 0 },
      },
    },
    project: mmoe,
  },
  {
    id: 'ple',
    group: 'architectures',
    text: {
      title: { en: 'PLE: shared experts and own ones', 'zh-CN': 'PLE：共享专家与专属专家' },
      watch: {
        en: 'Each task has experts of its own beside the shared ones, on two levels: compare it with MMoE at the same relatedness.',
        'zh-CN': '除共享专家外，每个任务还有专属专家，共两层：在相同的相关性下与 MMoE 比较。',
      },
    },
    outcome: {
      epochs: 40,
      tasks: {
        y1: { metric: 'r2', reaches: 0.75, blind: 0 },
        y2: { metric: 'r2', reaches: 0.75, blind: 0 },
      },
    },
    project: ple,
  },
  {
    id: 'two-digits-lenet',
    group: 'architectures',
    text: {
      title: { en: 'Two digits: everything shared', 'zh-CN': '两个数字：全部共享' },
      watch: {
        en: 'MultiMNIST with the LeNet of the papers: the upper left digit is always a little ahead of the lower right one, whatever you share.',
        'zh-CN': 'MultiMNIST 与论文中的 LeNet：无论怎样共享，左上的数字总略好于右下的数字。',
      },
    },
    outcome: {
      epochs: 4,
      tasks: {
        left: { metric: 'accuracy', reaches: 0.78, blind: 0.12 },
        right: { metric: 'accuracy', reaches: 0.68, blind: 0.12 },
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
    outcome: {
      epochs: 5,
      tasks: {
        left: { metric: 'accuracy', reaches: 0.78, blind: 0.12 },
        right: { metric: 'accuracy', reaches: 0.7, blind: 0.12 },
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
        left: { metric: 'accuracy', reaches: 0.78, blind: 0.12 },
        right: { metric: 'accuracy', reaches: 0.7, blind: 0.12 },
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
        small: { metric: 'r2', reaches: 0.7, blind: 0 },
        large: { metric: 'r2', reaches: 0.7, blind: 0 },
      },
    },
    project: scales,
  },
];
