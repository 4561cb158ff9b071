import { architecturePresets } from './catalogue/architectures.ts';
import { imagePresets } from './catalogue/images.ts';
import { regressionPresets } from './catalogue/regressions.ts';
import { soundPresets } from './catalogue/sound.ts';
import { tablePresets } from './catalogue/tables.ts';
import { textPresets } from './catalogue/text.ts';
import { transferPresets } from './catalogue/transfer.ts';
import { claim, edited, look, measured, reading, shipped, withTask } from './claims/variants.ts';
import { digitsCnn, digitsFullyShared, digitsHierarchical, digitsIndependent, digitsShared } from './digits.ts';
import type { Preset } from './preset.ts';
import { toyConflicting, toyRelated } from './toys.ts';

const separateDigitAlone = edited(
  'digits-independent',
  'group off',
  { en: 'the group’s weight 0', 'zh-CN': '“数字组”的权重为 0' },
  withTask('group', { weight: 0 }),
);
const firstAlone = edited(
  'toy-related',
  'half-plane B off',
  { en: 'half-plane A alone', 'zh-CN': '只训练半平面 A' },
  withTask('planeB', { weight: 0 }),
);
const secondAlone = edited(
  'toy-related',
  'half-plane A off',
  { en: 'half-plane B alone', 'zh-CN': '只训练半平面 B' },
  withTask('planeA', { weight: 0 }),
);
const firstPlane = edited(
  'toy-conflicting',
  'half-plane A times 3',
  { en: 'the weight of half-plane A 3', 'zh-CN': '半平面 A 的权重为 3' },
  withTask('planeA', { weight: 3 }),
);

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
    claims: look,
    outcome: {
      epochs: 3,
      tasks: {
        digit: { metric: 'accuracy', reaches: 0.92 },
        group: { metric: 'accuracy', reaches: 0.92 },
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
    claims: measured(
      claim(
        reading(shipped('digits-independent'), 'digit', 'accuracy', 3),
        { alike: 0.02 },
        reading(shipped('digits-shared'), 'digit', 'accuracy', 3),
      ),
      claim(
        reading(shipped('digits-independent'), 'group', 'accuracy', 3),
        { alike: 0.02 },
        reading(shipped('digits-shared'), 'group', 'accuracy', 3),
      ),
      claim(
        reading(separateDigitAlone, 'digit', 'accuracy', 3),
        { alike: 0 },
        reading(shipped('digits-independent'), 'digit', 'accuracy', 3),
      ),
    ),
    outcome: {
      epochs: 3,
      tasks: {
        digit: { metric: 'accuracy', reaches: 0.92 },
        group: { metric: 'accuracy', reaches: 0.92 },
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
        en: 'After the shared layer each task has a layer of its own, and both are right a little more often than with the shared layer alone: watch how much sharing is left to move when you change a weight.',
        'zh-CN': '共享层之后，每个任务各有自己的一层，两个任务都比只有共享层时略为准确：观察调整权重时共享部分还会受到多大影响。',
      },
    },
    claims: measured(
      claim(
        reading(shipped('digits-hierarchical'), 'digit', 'accuracy', 3),
        'higher',
        reading(shipped('digits-shared'), 'digit', 'accuracy', 3),
      ),
      claim(
        reading(shipped('digits-hierarchical'), 'group', 'accuracy', 3),
        'higher',
        reading(shipped('digits-shared'), 'group', 'accuracy', 3),
      ),
    ),
    outcome: {
      epochs: 3,
      tasks: {
        digit: { metric: 'accuracy', reaches: 0.92 },
        group: { metric: 'accuracy', reaches: 0.92 },
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
          '一个有 15 个输出的网络，切成 10 个给“数字”、5 个给“数字组”：它能表示的与共享层加两个任务头完全相同，因此曲线应当十分接近。',
      },
    },
    claims: measured(
      claim(
        reading(shipped('digits-fully-shared'), 'digit', 'accuracy', 3),
        { alike: 0.02 },
        reading(shipped('digits-shared'), 'digit', 'accuracy', 3),
      ),
      claim(
        reading(shipped('digits-fully-shared'), 'group', 'accuracy', 3),
        { alike: 0.02 },
        reading(shipped('digits-shared'), 'group', 'accuracy', 3),
      ),
    ),
    outcome: {
      epochs: 3,
      tasks: {
        digit: { metric: 'accuracy', reaches: 0.92 },
        group: { metric: 'accuracy', reaches: 0.92 },
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
        en: 'Two convolutions and a quarter of the dense layer’s parameters: after as many epochs more digits are right. Compare the validation accuracy per second, too.',
        'zh-CN': '两个卷积层，参数量约为全连接网络的四分之一：训练同样轮数后答对的数字更多；也请按时间比较验证准确率。',
      },
    },
    claims: measured(
      claim(
        reading(shipped('digits-cnn'), 'digit', 'accuracy', 2),
        'higher',
        reading(shipped('digits-shared'), 'digit', 'accuracy', 2),
      ),
    ),
    outcome: {
      epochs: 2,
      tasks: {
        digit: { metric: 'accuracy', reaches: 0.92 },
        group: { metric: 'accuracy', reaches: 0.92 },
      },
    },
    project: digitsCnn,
  },
  ...transferPresets,
  {
    id: 'toy-related',
    group: 'points',
    text: {
      title: { en: 'Points: two related tasks', 'zh-CN': '二维点：两个相关任务' },
      watch: {
        en: 'Two half-planes at 20° share a single answer: its boundary settles between the two true ones, and both tasks are right on more than nine points of ten. Related or not, each of them alone is right more often still.',
        'zh-CN':
          '夹角为 20° 的两个半平面共用同一个答案：其边界落在两条真实边界之间，两个任务都能答对九成以上的点。虽然相关，但各自单独训练会更准确。',
      },
    },
    claims: measured(
      claim(reading(shipped('toy-related'), 'planeA', 'accuracy', 30), 'higher', 0.9),
      claim(reading(shipped('toy-related'), 'planeB', 'accuracy', 30), 'higher', 0.9),
      claim(reading(firstAlone, 'planeA', 'accuracy', 30), 'higher', reading(shipped('toy-related'), 'planeA', 'accuracy', 30)),
      claim(reading(secondAlone, 'planeB', 'accuracy', 30), 'higher', reading(shipped('toy-related'), 'planeB', 'accuracy', 30)),
    ),
    outcome: {
      epochs: 30,
      seeds: 32,
      tasks: {
        planeA: { metric: 'accuracy', reaches: 0.88 },
        planeB: { metric: 'accuracy', reaches: 0.88 },
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
          '网络相同，但两个半平面夹角为 160°，彼此矛盾：损失居高不下、准确率来回摆动，提高其中一个任务的权重可打破僵局，但另一个任务便会出错。',
      },
    },
    claims: measured(
      claim(
        reading(shipped('toy-conflicting'), 'planeA', 'loss', 30),
        'higher',
        reading(shipped('toy-related'), 'planeA', 'loss', 30),
      ),
      claim(
        reading(firstPlane, 'planeA', 'accuracy', 30),
        'higher',
        reading(shipped('toy-conflicting'), 'planeA', 'accuracy', 30),
      ),
      claim(
        reading(firstPlane, 'planeB', 'accuracy', 30),
        'lower',
        reading(shipped('toy-conflicting'), 'planeB', 'accuracy', 30),
      ),
      claim(reading(firstPlane, 'planeB', 'accuracy', 30), 'lower', 0.2),
    ),
    outcome: {
      epochs: 30,
      seeds: 32,
      tasks: {
        planeA: { metric: 'accuracy', reaches: 0.3 },
        planeB: { metric: 'accuracy', reaches: 0.3 },
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
