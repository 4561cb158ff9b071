import { architecturePresets } from './catalogue/architectures.ts';
import { imagePresets } from './catalogue/images.ts';
import { regressionPresets } from './catalogue/regressions.ts';
import { soundPresets } from './catalogue/sound.ts';
import { tablePresets } from './catalogue/tables.ts';
import { textPresets } from './catalogue/text.ts';
import { digitsCnn, digitsFullyShared, digitsHierarchical, digitsIndependent, digitsShared } from './digits.ts';
import type { Preset } from './preset.ts';
import { toyConflicting, toyRelated } from './toys.ts';

/** The first ones: what sharing is, in its plainest forms. */
const basics: readonly Preset[] = [
  {
    id: 'digits-shared',
    group: 'digits',
    text: {
      title: { en: 'Digits: one shared layer', 'zh-CN': '数字：一个共享层' },
      watch: {
        en: 'Both tasks learn from one layer of 256 units: set a task’s weight to 0 while it trains, and watch what becomes of its curve and of the other’s.',
        'zh-CN': '两个任务共用一个 256 单元的层：在训练中把其中一个任务的权重设为 0，观察它和另一个任务的曲线会怎样变化。',
      },
    },
    outcome: {
      epochs: 3,
      tasks: {
        digit: { metric: 'accuracy', reaches: 0.92, blind: 0.12 },
        group: { metric: 'accuracy', reaches: 0.92, blind: 0.23 },
      },
    },
    project: digitsShared,
  },
  {
    id: 'digits-independent',
    group: 'digits',
    text: {
      title: { en: 'Digits: nothing shared', 'zh-CN': '数字：完全独立' },
      watch: {
        en: 'Two separate networks with twice the parameters: compare their accuracy with the shared layer’s, and see that one task’s weight leaves the other’s curve alone.',
        'zh-CN': '两个独立的网络，参数量约为两倍：与共享层的准确率比较，并观察调整一个任务的权重不会影响另一个任务的曲线。',
      },
    },
    outcome: {
      epochs: 3,
      tasks: {
        digit: { metric: 'accuracy', reaches: 0.92, blind: 0.12 },
        group: { metric: 'accuracy', reaches: 0.92, blind: 0.23 },
      },
    },
    project: digitsIndependent,
  },
  {
    id: 'digits-hierarchical',
    group: 'digits',
    text: {
      title: { en: 'Digits: shared, then separate', 'zh-CN': '数字：先共享后分开' },
      watch: {
        en: 'After the shared layer each task has a layer of its own: watch which of the two gains more from it, and how much sharing is left to move when you change a weight.',
        'zh-CN': '共享层之后，每个任务各有自己的一层：观察哪个任务从中获益更多，以及调整权重时共享部分还会受到多大影响。',
      },
    },
    outcome: {
      epochs: 3,
      tasks: {
        digit: { metric: 'accuracy', reaches: 0.92, blind: 0.12 },
        group: { metric: 'accuracy', reaches: 0.92, blind: 0.23 },
      },
    },
    project: digitsHierarchical,
  },
  {
    id: 'digits-fully-shared',
    group: 'digits',
    text: {
      title: { en: 'Digits: everything shared', 'zh-CN': '数字：完全共享' },
      watch: {
        en: 'One network with 15 outputs, sliced into 10 for the digit and 5 for the group: it can compute exactly what the shared layer with two heads computes, so expect much the same curves.',
        'zh-CN':
          '一个有 15 个输出的网络，切成 10 个给“数字”、5 个给“组”：它能表示的与共享层加两个任务头完全相同，因此曲线应当十分接近。',
      },
    },
    outcome: {
      epochs: 3,
      tasks: {
        digit: { metric: 'accuracy', reaches: 0.92, blind: 0.12 },
        group: { metric: 'accuracy', reaches: 0.92, blind: 0.23 },
      },
    },
    project: digitsFullyShared,
  },
  {
    id: 'digits-cnn',
    group: 'digits',
    text: {
      title: { en: 'Digits: a shared convolutional trunk', 'zh-CN': '数字：共享卷积主干' },
      watch: {
        en: 'Two convolutions and a quarter of the dense layer’s parameters: each step takes longer, so compare the validation accuracy per epoch and per second.',
        'zh-CN': '两个卷积层，参数量约为全连接网络的四分之一：每步更慢，请分别按轮数和按时间比较验证准确率。',
      },
    },
    outcome: {
      epochs: 2,
      tasks: {
        digit: { metric: 'accuracy', reaches: 0.92, blind: 0.12 },
        group: { metric: 'accuracy', reaches: 0.92, blind: 0.23 },
      },
    },
    project: digitsCnn,
  },
  {
    id: 'toy-related',
    group: 'points',
    text: {
      title: { en: 'Points: two related tasks', 'zh-CN': '二维点：两个相关任务' },
      watch: {
        en: 'Two half-planes at 20° share a single answer: its boundary settles between the two true ones, and both tasks are right on more than nine points of ten.',
        'zh-CN': '夹角为 20° 的两个半平面共用同一个答案：其边界落在两条真实边界之间，两个任务都能答对九成以上的点。',
      },
    },
    outcome: {
      epochs: 30,
      tasks: {
        planeA: { metric: 'accuracy', reaches: 0.88, blind: 0.53 },
        planeB: { metric: 'accuracy', reaches: 0.88, blind: 0.53 },
      },
    },
    project: toyRelated,
  },
  {
    id: 'toy-conflicting',
    group: 'points',
    text: {
      title: { en: 'Points: two conflicting tasks', 'zh-CN': '二维点：两个冲突任务' },
      watch: {
        en: 'The same network, but at 160° the two half-planes contradict each other: the losses stay high and the accuracies swing, until a higher weight decides for one task and makes the other one wrong.',
        'zh-CN':
          '网络相同，但两个半平面夹角为 160°，彼此矛盾：损失居高不下、准确率来回摆动，直到提高其中一个任务的权重，另一个任务便会出错。',
      },
    },
    outcome: {
      epochs: 30,
      tasks: {
        planeA: { metric: 'accuracy', reaches: 0.3, blind: 0.53 },
        planeB: { metric: 'accuracy', reaches: 0.3, blind: 0.53 },
      },
    },
    project: toyConflicting,
  },
];

/** Every ready-made project, in the order of the menu; the first one is what a first visitor sees. */
export const presets: readonly Preset[] = [
  ...basics,
  ...textPresets,
  ...imagePresets,
  ...soundPresets,
  ...tablePresets,
  ...regressionPresets,
  ...architecturePresets,
];
