import { withTask } from '../../presets/claims/variants.ts';
import type { Lesson } from '../lesson.ts';
import { ofExample } from '../of-example.ts';

export const weights: Lesson = {
  id: 'weights',
  text: {
    title: { en: 'What a weight does', 'zh-CN': '权重的作用' },
    about: { en: 'Two tasks want opposite answers: whom does a weight help?', 'zh-CN': '两个任务想要相反的答案：权重帮了谁？' },
    remember: {
      en: 'A weight moves a compromise, it makes no room: what one task wins, the other pays.',
      'zh-CN': '权重只能移动折中点，并不能增加容量：一个任务赢得的，由另一个任务付出。',
    },
    next: {
      en: 'Why they fight is the fourth lesson, how to end the fight the seventh.',
      'zh-CN': '它们为什么冲突，见第四课；如何结束冲突，见第七课。',
    },
  },
  example: 'toy-conflicting',
  steps: [
    {
      type: 'act',
      id: 'train',
      text: {
        en: 'Two half-planes, almost opposite, and one last unit that answers for both. Train for thirty epochs and watch the accuracies: neither task settles.',
        'zh-CN': '两个几乎相反的半平面，由同一个单元作答。训练三十轮，观察准确率：两个任务都稳定不下来。',
      },
      at: { of: 'train' },
      goal: { is: 'trained', epochs: 30 },
      train: { epochs: 30 },
      notes: [
        {
          id: 'a1',
          text: { en: 'Half-plane A, both weights 1', 'zh-CN': '半平面 A，两个权重都为 1' },
          task: 'planeA',
          metric: 'accuracy',
        },
        {
          id: 'b1',
          text: { en: 'Half-plane B, both weights 1', 'zh-CN': '半平面 B，两个权重都为 1' },
          task: 'planeB',
          metric: 'accuracy',
        },
      ],
    },
    {
      type: 'ask',
      id: 'three',
      question: {
        en: 'Now half-plane A shall weigh 3, and B still 1. What will happen?',
        'zh-CN': '现在把半平面 A 的权重设为 3，B 仍为 1。会发生什么？',
      },
      at: { of: 'task', task: 'planeA' },
      answers: [
        { en: 'Both tasks get better', 'zh-CN': '两个任务都变好' },
        { en: 'A gets right and B gets wrong', 'zh-CN': 'A 变对，B 变错' },
        { en: 'A learns faster, B stays as it is', 'zh-CN': 'A 学得更快，B 保持不变' },
      ],
      measured: 1,
    },
    {
      type: 'act',
      id: 'weigh',
      text: {
        en: 'Set the weight of half-plane A to 3. It acts on the very next step.',
        'zh-CN': '把半平面 A 的权重设为 3。下一步起立即生效。',
      },
      at: { of: 'task', task: 'planeA' },
      goal: { is: 'weight', task: 'planeA', atLeast: 3 },
      edit: withTask('planeA', { weight: 3 }),
    },
    {
      type: 'act',
      id: 'again',
      text: {
        en: 'Begin anew with the reset button and train for thirty epochs from the same first weights.',
        'zh-CN': '点击重置按钮，从同样的初始参数重新训练三十轮。',
      },
      at: { of: 'train' },
      goal: { is: 'trained', epochs: 30, anew: true },
      train: { epochs: 30, anew: true },
      notes: [
        { id: 'a3', text: { en: 'Half-plane A, weight 3', 'zh-CN': '半平面 A，权重为 3' }, task: 'planeA', metric: 'accuracy' },
        { id: 'b3', text: { en: 'Half-plane B, beside it', 'zh-CN': '半平面 B，此时' }, task: 'planeB', metric: 'accuracy' },
      ],
    },
    {
      type: 'outcome',
      id: 'measured',
      asked: 'three',
      text: {
        en: 'A is right nearly always, and B is wrong far more often than a coin would be: it gets A’s answer. With equal weights neither wins, and from seed to seed another one is ahead.',
        'zh-CN': 'A 几乎总是对的，而 B 比抛硬币还差得多：它得到的是 A 的答案。权重相等时谁也赢不了，不同种子领先的任务也不同。',
      },
      at: { of: 'curves' },
      claims: [0, 1],
      notes: ['a1', 'b1', 'a3', 'b3'],
    },
  ],
  claims: [ofExample('toy-conflicting', 1), ofExample('toy-conflicting', 2), ofExample('toy-conflicting', 3)],
  papers: [
    { authors: 'Sener, Koltun', title: 'Multi-Task Learning as Multi-Objective Optimization', venue: 'NeurIPS', year: 2018 },
  ],
  examples: ['toy-conflicting', 'toy-related'],
};
