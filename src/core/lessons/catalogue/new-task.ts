import type { Lesson } from '../lesson.ts';
import { ofExample } from '../of-example.ts';

export const newTask: Lesson = {
  id: 'new-task',
  text: {
    title: { en: 'A new task on an old trunk', 'zh-CN': '旧主干上的新任务' },
    about: {
      en: 'A trunk has learned one task. Can a new one stand on it, with few labels?',
      'zh-CN': '主干已经学会一个任务。标签很少的新任务能建在它上面吗？',
    },
    remember: {
      en: 'A trunk that learned one task from many labels is worth more to a related one than its own few labels; frozen, it forgets nothing.',
      'zh-CN': '对相关的新任务来说，用大量标签学会旧任务的主干，比自己的少量标签更有价值；冻结之后，旧任务不会遗忘。',
    },
    next: {
      en: 'Let the trunk learn on beside the new task and watch what the old one forgets: that is the example of the new task. Fine-tuning is the way between.',
      'zh-CN': '让主干随新任务继续学习，观察旧任务会遗忘多少：见“新任务”示例。微调则是两者之间的做法。',
    },
  },
  example: 'transfer-shared-layers',
  steps: [
    {
      type: 'act',
      id: 'select',
      text: {
        en: 'This training has two stages: for three epochs the trunk learns groups of digits from all labels, then it is frozen while a new head learns the digit from one label in fifty. Select the trunk.',
        'zh-CN': '训练分两个阶段：前三轮，主干用全部标签学习数字组；随后冻结，新任务头用五十分之一的标签学习数字。选中主干。',
      },
      at: { of: 'node', node: 'shared' },
      goal: { is: 'selected', node: 'shared' },
    },
    {
      type: 'ask',
      id: 'frozen',
      question: {
        en: 'The frozen trunk has never seen which digit it was. Against the digit alone for all twelve epochs, with as few labels and a trunk that may learn: how often is it right?',
        'zh-CN':
          '冻结的主干从未见过具体是哪个数字。与始终只训练“数字”、标签同样少、主干可以学习的做法相比（共十二轮），它答对的次数如何？',
      },
      at: { of: 'node', node: 'shared' },
      answers: [
        { en: 'More often', 'zh-CN': '更多' },
        { en: 'About as often', 'zh-CN': '差不多' },
        { en: 'Less often', 'zh-CN': '更少' },
      ],
      measured: 0,
    },
    {
      type: 'act',
      id: 'train',
      text: {
        en: 'Train for twelve epochs. At the mark of stage 2 the group’s curve stands still and the digit’s begins.',
        'zh-CN': '训练十二轮。到第 2 阶段的标记处，数字组的曲线停住，数字的曲线开始。',
      },
      at: { of: 'train' },
      goal: { is: 'trained', epochs: 12 },
      train: { epochs: 12 },
      notes: [
        { id: 'digit', text: { en: 'Digit, on the old trunk', 'zh-CN': '数字，在旧主干上' }, task: 'digit', metric: 'accuracy' },
        { id: 'group', text: { en: 'Group, afterwards', 'zh-CN': '数字组，训练之后' }, task: 'group', metric: 'accuracy' },
      ],
    },
    {
      type: 'outcome',
      id: 'measured',
      asked: 'frozen',
      text: {
        en: 'More often, from every seed; and the group is exactly as right after stage 2 as before it, because nothing that serves it has moved.',
        'zh-CN': '每个种子都更准确；数字组在第 2 阶段前后完全一样，因为为它服务的部分都没有变动。',
      },
      at: { of: 'curves' },
      claims: [0, 1],
      notes: ['digit', 'group'],
    },
  ],
  claims: [ofExample('transfer-shared-layers', 0), ofExample('transfer-shared-layers', 1)],
  papers: [
    {
      authors: 'Yosinski, Clune, Bengio, Lipson',
      title: 'How transferable are features in deep neural networks?',
      venue: 'NeurIPS',
      year: 2014,
    },
  ],
  examples: ['transfer-new-task', 'fine-tuning'],
};
