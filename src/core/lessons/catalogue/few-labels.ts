import { both, claim, edited, reading, withTask } from '../../presets/claims/variants.ts';
import type { Lesson } from '../lesson.ts';

const starved = withTask('digit', { labelsKept: 0.02 });
const without = withTask('group', { weight: 0 });

const together = edited(
  'digits-shared',
  '2 % of digit labels',
  { en: 'one digit label in fifty', 'zh-CN': '五十分之一的数字标签' },
  starved,
);
const alone = edited(
  'digits-shared',
  '2 % of digit labels, group off',
  { en: 'one digit label in fifty, the group’s weight 0', 'zh-CN': '五十分之一的数字标签，数字组的权重为 0' },
  both(starved, without),
);

export const fewLabels: Lesson = {
  id: 'few-labels',
  text: {
    title: { en: 'When a task helps another', 'zh-CN': '何时一个任务会帮助另一个' },
    about: {
      en: 'One task has few labels, a related one has many: does sharing help?',
      'zh-CN': '一个任务标签很少，另一个相关任务标签很多：共享有帮助吗？',
    },
    remember: {
      en: 'Sharing can help where labels are few and another task has many for the same thing.',
      'zh-CN': '当一个任务标签很少，而另一个任务对同样的内容有很多标签时，共享就可能有帮助。',
    },
    next: {
      en: 'Raise the share of labels step by step and see where the gain ends. Of the penguins it cannot be told what the species adds to the sex.',
      'zh-CN': '逐步提高保留标签的比例，看看优势在哪里消失。在企鹅数据上，则测不出学习“物种”对“雄性”任务有何帮助。',
    },
  },
  example: 'digits-shared',
  prepare: starved,
  steps: [
    {
      type: 'act',
      id: 'train',
      text: {
        en: 'The digit keeps one label in fifty, the group all of its own. Train both together for six epochs.',
        'zh-CN': '“数字”只保留五十分之一的标签，“数字组”保留全部。把两个任务一起训练六轮。',
      },
      at: { of: 'train' },
      goal: { is: 'trained', epochs: 6 },
      train: { epochs: 6 },
      notes: [{ id: 'together', text: { en: 'Digit, together', 'zh-CN': '数字，一起训练' }, task: 'digit', metric: 'accuracy' }],
    },
    {
      type: 'ask',
      id: 'alone',
      question: {
        en: 'Now the digit alone: the same network, labels and first weights, but the group weighs 0. How often will the digit be right?',
        'zh-CN': '现在只训练“数字”：网络、标签和初始参数都相同，但“数字组”的权重为 0。“数字”答对的次数会怎样？',
      },
      at: { of: 'task', task: 'group' },
      answers: [
        { en: 'More often: it has the trunk to itself', 'zh-CN': '更多：主干归它独用' },
        { en: 'As often as before', 'zh-CN': '与之前一样' },
        { en: 'Less often: nobody else shapes the trunk', 'zh-CN': '更少：没有别的任务帮它训练主干' },
      ],
      measured: 2,
    },
    {
      type: 'act',
      id: 'weigh',
      text: { en: 'Set the weight of the group to 0.', 'zh-CN': '把“数字组”的权重设为 0。' },
      at: { of: 'task', task: 'group' },
      goal: { is: 'weight', task: 'group', atMost: 0 },
      edit: without,
    },
    {
      type: 'act',
      id: 'again',
      text: {
        en: 'Begin anew with the reset button and train for six epochs.',
        'zh-CN': '点击重置按钮，重新训练六轮。',
      },
      at: { of: 'train' },
      goal: { is: 'trained', epochs: 6, anew: true },
      train: { epochs: 6, anew: true },
      notes: [{ id: 'alone', text: { en: 'Digit, alone', 'zh-CN': '数字，单独训练' }, task: 'digit', metric: 'accuracy' }],
    },
    {
      type: 'outcome',
      id: 'measured',
      asked: 'alone',
      text: {
        en: 'Together the digit is right more often, from every seed. A likely reason: the group’s labels teach the trunk what digits look like, and the few digit labels only have to tell the two of a group apart.',
        'zh-CN':
          '无论哪个种子，一起训练时“数字”都更准确。可能的原因是：数字组的标签教会主干数字的样子，少量数字标签只需区分同组的两个数字。',
      },
      at: { of: 'curves' },
      claims: [0],
      notes: ['together', 'alone'],
    },
  ],
  claims: [claim(reading(together, 'digit', 'accuracy', 6), 'higher', reading(alone, 'digit', 'accuracy', 6))],
  papers: [
    { authors: 'Caruana', title: 'Multitask Learning', venue: 'Machine Learning 28', year: 1997 },
    { authors: 'Baxter', title: 'A Model of Inductive Bias Learning', venue: 'JAIR 12', year: 2000 },
  ],
  examples: ['transfer-shared-layers', 'penguins'],
};
