import { digitsCnn, digitsFullyShared, digitsHierarchical, digitsIndependent, digitsShared } from './digits.ts';
import type { Preset } from './preset.ts';
import { toyConflicting, toyRelated } from './toys.ts';

/** Every ready-made project, in the order of the menu; the first one is what a first visitor sees. */
export const presets: readonly Preset[] = [
  {
    id: 'digits-shared',
    text: {
      title: { en: 'Digits: one shared layer', 'zh-CN': '数字：一个共享层' },
      watch: {
        en: 'Both tasks learn from one layer of 256 units: set a task’s weight to 0 and see that the shared layer now serves the other one alone.',
        'zh-CN': '两个任务共用一个 256 单元的层：把其中一个任务的权重设为 0，观察共享层转而只为另一个任务服务。',
      },
    },
    project: digitsShared,
  },
  {
    id: 'digits-independent',
    text: {
      title: { en: 'Digits: nothing shared', 'zh-CN': '数字：完全独立' },
      watch: {
        en: 'Two separate networks with twice the parameters: compare their accuracy with the shared layer’s, and see that one task’s weight leaves the other’s curve alone.',
        'zh-CN': '两个独立的网络，参数量约为两倍：与共享层的准确率比较，并观察调整一个任务的权重不会影响另一个任务的曲线。',
      },
    },
    project: digitsIndependent,
  },
  {
    id: 'digits-hierarchical',
    text: {
      title: { en: 'Digits: shared, then separate', 'zh-CN': '数字：先共享后分开' },
      watch: {
        en: 'After the shared layer each task has a layer of its own: watch whether the group, the easier task, gains more from it than the digit.',
        'zh-CN': '共享层之后，每个任务各有自己的一层：观察较容易的“组”任务是否比“数字”任务获益更多。',
      },
    },
    project: digitsHierarchical,
  },
  {
    id: 'digits-fully-shared',
    text: {
      title: { en: 'Digits: everything shared', 'zh-CN': '数字：完全共享' },
      watch: {
        en: 'One network with 15 outputs, sliced into 10 for the digit and 5 for the group: it computes the same as the shared layer with two heads, so expect much the same curves.',
        'zh-CN':
          '一个有 15 个输出的网络，切成 10 个给“数字”、5 个给“组”：它与共享层加两个任务头的计算相同，因此曲线应当十分接近。',
      },
    },
    project: digitsFullyShared,
  },
  {
    id: 'digits-cnn',
    text: {
      title: { en: 'Digits: a shared convolutional trunk', 'zh-CN': '数字：共享卷积主干' },
      watch: {
        en: 'Two convolutions with a quarter of the parameters: steps take longer, but validation accuracy passes that of the dense layer within a few epochs.',
        'zh-CN': '两个卷积层，参数量约为四分之一：每步更慢，但几轮之后验证准确率便会超过全连接层。',
      },
    },
    project: digitsCnn,
  },
  {
    id: 'toy-related',
    text: {
      title: { en: 'Points: two related tasks', 'zh-CN': '二维点：两个相关任务' },
      watch: {
        en: 'Two half-planes at 20° share a single answer: its boundary settles between the two true ones, and both tasks do well.',
        'zh-CN': '夹角为 20° 的两个半平面共用同一个答案：其边界落在两条真实边界之间，两个任务的表现都不错。',
      },
    },
    project: toyRelated,
  },
  {
    id: 'toy-conflicting',
    text: {
      title: { en: 'Points: two conflicting tasks', 'zh-CN': '二维点：两个冲突任务' },
      watch: {
        en: 'The same network, but at 160° the two half-planes contradict each other: losses stall near 0.69, and raising one task’s weight makes the other one wrong.',
        'zh-CN': '网络相同，但两个半平面夹角为 160°，彼此矛盾：损失停滞在 0.69 附近，提高一个任务的权重会使另一个任务出错。',
      },
    },
    project: toyConflicting,
  },
];
