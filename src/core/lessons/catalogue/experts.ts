import type { Lesson } from '../lesson.ts';
import { ofExample } from '../of-example.ts';

export const experts: Lesson = {
  id: 'experts',
  text: {
    title: { en: 'Experts and gates', 'zh-CN': '专家与门控' },
    about: { en: 'Can tasks learn by themselves what to share?', 'zh-CN': '任务能自己学会共享什么吗？' },
    remember: {
      en: 'Gates let a network choose what to share; whether that pays is a question of seeds, not of one good run.',
      'zh-CN': '门控让网络自己选择共享什么；是否划算要看多个种子，而不是一次好的结果。',
    },
    next: {
      en: 'Open PLE and compare its gates, or ask the tab Compare for a report over seeds of your own.',
      'zh-CN': '打开 PLE，比较它的门控；或在“比较”选项卡中用自己的种子生成报告。',
    },
  },
  example: 'mmoe',
  steps: [
    {
      type: 'act',
      id: 'select',
      text: {
        en: 'Two unrelated regressions share four small experts. A gate per task looks at the input and mixes them: for each sample so much of each. Select the gate of the first task.',
        'zh-CN':
          '两个不相关的回归共享四个小专家。每个任务有一个门控，根据输入混合各个专家：每个样本各取多少。选中第一个任务的门控。',
      },
      at: { of: 'node', node: 'y1-gate' },
      goal: { is: 'selected', node: 'y1-gate' },
    },
    {
      type: 'ask',
      id: 'gain',
      question: {
        en: 'Against one shared layer as wide as a single expert, over sixteen seeds: how do the gates do?',
        'zh-CN': '与只有一个专家那么宽的共享层相比，取十六个种子：门控的表现如何？',
      },
      at: { of: 'node', node: 'y1-gate' },
      answers: [
        { en: 'Better, beyond doubt', 'zh-CN': '确定更好' },
        { en: 'Better on average, but it cannot be told from chance', 'zh-CN': '平均略好，但无法与偶然区分' },
        { en: 'Worse, beyond doubt', 'zh-CN': '确定更差' },
      ],
      measured: 1,
    },
    {
      type: 'act',
      id: 'train',
      text: {
        en: 'Train for forty epochs, and watch the pictures in the gates: what each takes from every expert.',
        'zh-CN': '训练四十轮，观察门控中的图：它从每个专家取用多少。',
      },
      at: { of: 'train' },
      goal: { is: 'trained', epochs: 40 },
      train: { epochs: 40 },
      notes: [
        { id: 'y1', text: { en: 'First', 'zh-CN': '第一个' }, task: 'y1', metric: 'r2' },
        { id: 'y2', text: { en: 'Second', 'zh-CN': '第二个' }, task: 'y2', metric: 'r2' },
      ],
    },
    {
      type: 'outcome',
      id: 'measured',
      asked: 'gain',
      text: {
        en: 'The textbook says that gates pay when tasks are unrelated. Here the mean is higher, but the seeds spread more than that: sixteen of them cannot tell. A run with a high figure proves nothing.',
        'zh-CN':
          '教科书说任务不相关时门控更划算。在这里平均值更高，但种子之间的波动更大：十六个种子无法断定。一次好成绩不能证明什么。',
      },
      at: { of: 'curves' },
      claims: [0],
      notes: ['y1', 'y2'],
    },
    {
      type: 'ask',
      id: 'ple',
      question: {
        en: 'PLE gives each task experts of its own beside the shared ones, on two levels. Against MMoE, over the same seeds?',
        'zh-CN': 'PLE 在共享专家之外，给每个任务专属专家，并分两层。在同样的种子上，与 MMoE 相比呢？',
      },
      at: { of: 'node', node: 'y1-gate' },
      answers: [
        { en: 'Better, beyond doubt', 'zh-CN': '确定更好' },
        { en: 'It cannot be told', 'zh-CN': '无法断定' },
        { en: 'Worse: more to learn', 'zh-CN': '更差：要学的更多' },
      ],
      measured: 0,
    },
    {
      type: 'outcome',
      id: 'better',
      asked: 'ple',
      text: {
        en: 'Better, and the difference stands out from the seeds. It also has more parameters: part of the gain may be size.',
        'zh-CN': '更好，而且差别超出了种子的波动。不过它的参数也更多：部分收益可能来自规模。',
      },
      at: { of: 'curves' },
      claims: [1],
    },
  ],
  claims: [ofExample('mmoe', 0), ofExample('ple', 0)],
  papers: [
    {
      authors: 'Ma, Zhao, Yi, Chen, Hong, Chi',
      title: 'Modeling Task Relationships in Multi-task Learning with Multi-gate Mixture-of-Experts',
      venue: 'KDD',
      year: 2018,
    },
    {
      authors: 'Tang, Liu, Zhao, Gong',
      title: 'Progressive Layered Extraction (PLE): A Novel Multi-Task Learning Model for Personalized Recommendations',
      venue: 'RecSys',
      year: 2020,
    },
  ],
  examples: ['ple', 'shared-bottom'],
};
