import type { Lesson } from '../lesson.ts';
import { ofExample } from '../of-example.ts';

export const twoTasks: Lesson = {
  id: 'two-tasks',
  text: {
    title: { en: 'Two tasks, one trunk', 'zh-CN': '两个任务，一个主干' },
    about: { en: 'What do two tasks gain or lose when they share a layer?', 'zh-CN': '两个任务共用一层，会得到什么，失去什么？' },
    remember: {
      en: 'With plenty of labels this shared trunk costs next to nothing, and gains next to nothing but size: two answers from one network.',
      'zh-CN': '标签充足时，这里的共享主干几乎不影响准确率，得到的主要是更小的模型：一个网络给出两个答案。',
    },
    next: {
      en: 'Take most labels away from one task: that is the third lesson. Or look at how a layer of its own helps each task.',
      'zh-CN': '把一个任务的大部分标签去掉：这就是第三课。也可以看看给每个任务加一层专用层会怎样。',
    },
  },
  example: 'digits-shared',
  steps: [
    {
      type: 'act',
      id: 'select',
      text: {
        en: 'Every image gets two answers: which digit it is, and in which group of two it falls. Both come from one layer of 256 units, the trunk. Select that layer: its stripes say whom it serves.',
        'zh-CN':
          '每张图像有两个答案：是哪个数字，属于哪一组（每两个数字一组）。两者都来自同一个 256 单元的层，也就是主干。选中这一层：边上的色条表示它为哪些任务服务。',
      },
      at: { of: 'node', node: 'shared' },
      goal: { is: 'selected', node: 'shared' },
    },
    {
      type: 'ask',
      id: 'separate',
      question: {
        en: 'Two separate networks would have twice as many parameters. After three epochs, how often would they be right?',
        'zh-CN': '换成两个独立的网络，参数量约为两倍。训练三轮后，它们答对的次数会怎样？',
      },
      at: { of: 'node', node: 'shared' },
      answers: [
        { en: 'Far more often than this one', 'zh-CN': '比这个网络多得多' },
        { en: 'About as often', 'zh-CN': '差不多' },
        { en: 'Far less often', 'zh-CN': '比这个网络少得多' },
      ],
      measured: 1,
    },
    {
      type: 'act',
      id: 'train',
      text: {
        en: 'Train for three epochs and watch both curves: one step changes the trunk for both tasks.',
        'zh-CN': '训练三轮，观察两条曲线：每一步都同时为两个任务更新主干。',
      },
      at: { of: 'train' },
      goal: { is: 'trained', epochs: 3 },
      train: { epochs: 3 },
      notes: [
        { id: 'digit', text: { en: 'Digit', 'zh-CN': '数字' }, task: 'digit', metric: 'accuracy' },
        { id: 'group', text: { en: 'Group', 'zh-CN': '数字组' }, task: 'group', metric: 'accuracy' },
      ],
    },
    {
      type: 'outcome',
      id: 'measured',
      asked: 'separate',
      text: {
        en: 'For the digit no difference can be told; the group does a little better in a network of its own. Sharing paid in parameters, not in accuracy.',
        'zh-CN': '“数字”任务测不出差别；“数字组”在自己的网络里略好一点。共享省下的是参数，而不是提高准确率。',
      },
      at: { of: 'curves' },
      claims: [0, 1],
      notes: ['digit', 'group'],
    },
  ],
  claims: [ofExample('digits-independent', 0), ofExample('digits-independent', 1)],
  papers: [{ authors: 'Caruana', title: 'Multitask Learning', venue: 'Machine Learning 28', year: 1997 }],
  examples: ['digits-independent', 'digits-hierarchical'],
};
