import type { Claim } from '../../presets/claims/claim.ts';
import { withBalancing, withTask } from '../../presets/claims/variants.ts';
import type { Lesson, Note } from '../lesson.ts';
import { ofExample } from '../of-example.ts';

const balancedByUw = ofExample('two-scales', 4);
/** The same comparison for one of the tasks. */
const onTask = (task: string, is: Claim['is']): Claim => {
  const { a, b } = balancedByUw;
  return { a: { ...a, task }, is, b: typeof b === 'number' ? b : { ...b, task } };
};

const heavy = withTask('large', { weight: 1 });

const notes = (id: string, how: { readonly en: string; readonly 'zh-CN': string }): readonly Note[] => [
  { id: `small-${id}`, text: { en: `Small, ${how.en}`, 'zh-CN': `小尺度，${how['zh-CN']}` }, task: 'small', metric: 'r2' },
  { id: `large-${id}`, text: { en: `Large, ${how.en}`, 'zh-CN': `大尺度，${how['zh-CN']}` }, task: 'large', metric: 'r2' },
];

export const scales: Lesson = {
  id: 'scales',
  text: {
    title: { en: 'One task’s scale drowns the other', 'zh-CN': '一个任务的尺度淹没另一个' },
    about: {
      en: 'One error is a hundred times larger than the other: what do equal weights do?',
      'zh-CN': '一个任务的误差比另一个大一百倍：权重相等会怎样？',
    },
    remember: {
      en: 'Equal weights are not equal shares: who has the larger loss has the larger say, until weights or a method make up for it.',
      'zh-CN': '权重相等不等于份额相等：损失更大的任务更有发言权，除非用权重或方法加以弥补。',
    },
    next: {
      en: 'Try GradNorm or Nash-MTL in place of UW, and look at each task’s share of the gradient in the tab Conflict.',
      'zh-CN': '把 UW 换成 GradNorm 或 Nash-MTL，再到“冲突”选项卡查看各任务在梯度中所占的份额。',
    },
  },
  example: 'two-scales',
  steps: [
    {
      type: 'act',
      id: 'train',
      text: {
        en: 'Values of the second task are ten times larger, so its squared error is a hundred times larger; its weight of 0.01 makes up for that. Train for thirty epochs.',
        'zh-CN': '第二个任务的数值大十倍，平方误差就大一百倍；它的权重 0.01 正好弥补。训练三十轮。',
      },
      at: { of: 'train' },
      goal: { is: 'trained', epochs: 30 },
      train: { epochs: 30 },
      notes: notes('weighed', { en: 'weights that make up', 'zh-CN': '用权重弥补' }),
    },
    {
      type: 'ask',
      id: 'equal',
      question: {
        en: 'Now both weights shall be 1. What becomes of the small task?',
        'zh-CN': '现在把两个权重都设为 1。小尺度任务会怎样？',
      },
      at: { of: 'task', task: 'large' },
      answers: [
        { en: 'Nothing: it has its own output', 'zh-CN': '没有变化：它有自己的输出层' },
        { en: 'It gets weaker, and the large one stronger', 'zh-CN': '它变弱，大尺度任务变强' },
        { en: 'It is forgotten: no better than guessing', 'zh-CN': '它被遗忘：不比基线好' },
      ],
      measured: 1,
    },
    {
      type: 'act',
      id: 'weigh',
      text: { en: 'Set the weight of the large task to 1.', 'zh-CN': '把大尺度任务的权重设为 1。' },
      at: { of: 'task', task: 'large' },
      goal: { is: 'weight', task: 'large', atLeast: 1 },
      edit: heavy,
    },
    {
      type: 'act',
      id: 'again',
      text: {
        en: 'Begin anew with the reset button and train for thirty epochs.',
        'zh-CN': '点击重置按钮，重新训练三十轮。',
      },
      at: { of: 'train' },
      goal: { is: 'trained', epochs: 30, anew: true },
      train: { epochs: 30, anew: true },
      notes: notes('equal', { en: 'both weights 1', 'zh-CN': '两个权重都为 1' }),
    },
    {
      type: 'outcome',
      id: 'measured',
      asked: 'equal',
      text: {
        en: 'It gets weaker from every seed, and the large one stronger; but it is not forgotten, as textbooks like to say: most of its R² is left.',
        'zh-CN': '无论哪个种子，它都变弱，大尺度任务都变强；但并不像教科书常说的那样被遗忘：它的 R² 仍保留了大部分。',
      },
      at: { of: 'curves' },
      claims: [0, 1],
      notes: ['small-weighed', 'large-weighed', 'small-equal', 'large-equal'],
    },
    {
      type: 'ask',
      id: 'uw',
      question: {
        en: 'Uncertainty weighting (UW) learns the weights by itself. With both of your weights at 1, what becomes of the mean of the two tasks?',
        'zh-CN': '不确定性加权（UW）自行学习权重。当你设的两个权重都为 1 时，两个任务的平均会怎样？',
      },
      at: { of: 'balancing' },
      answers: [
        { en: 'It gets better', 'zh-CN': '变好' },
        { en: 'It stays the same', 'zh-CN': '不变' },
        { en: 'It gets worse', 'zh-CN': '变差' },
      ],
      measured: 0,
    },
    {
      type: 'act',
      id: 'balance',
      text: {
        en: 'Choose UW as the balancing method, under Training.',
        'zh-CN': '在“训练”中选择 UW 作为平衡方法。',
      },
      at: { of: 'balancing' },
      goal: { is: 'method', method: 'uw' },
      edit: withBalancing('uw'),
    },
    {
      type: 'act',
      id: 'mended',
      text: {
        en: 'Begin anew once more, for thirty epochs.',
        'zh-CN': '再次重新训练三十轮。',
      },
      at: { of: 'train' },
      goal: { is: 'trained', epochs: 30, anew: true },
      train: { epochs: 30, anew: true },
      notes: notes('uw', { en: 'UW', 'zh-CN': 'UW' }),
    },
    {
      type: 'outcome',
      id: 'balanced',
      asked: 'uw',
      text: {
        en: 'UW divides each loss by how large it stays, and so by its scale: the small task is back, the large one pays a little for it, and the mean of both is better than with equal weights, from every seed.',
        'zh-CN':
          'UW 把每个损失除以它停留的大小，也就除去了尺度：小尺度任务恢复了，大尺度任务为此略有付出，两者的平均在每个种子上都优于等权。',
      },
      at: { of: 'curves' },
      claims: [2, 3, 4],
      notes: ['small-equal', 'large-equal', 'small-uw', 'large-uw'],
    },
  ],
  claims: [
    ofExample('two-scales', 0),
    ofExample('two-scales', 1),
    balancedByUw,
    onTask('small', 'higher'),
    onTask('large', 'lower'),
  ],
  papers: [
    {
      authors: 'Kendall, Gal, Cipolla',
      title: 'Multi-Task Learning Using Uncertainty to Weigh Losses for Scene Geometry and Semantics',
      venue: 'CVPR',
      year: 2018,
    },
    {
      authors: 'Chen, Badrinarayanan, Lee, Rabinovich',
      title: 'GradNorm: Gradient Normalization for Adaptive Loss Balancing in Deep Multitask Networks',
      venue: 'ICML',
      year: 2018,
    },
  ],
  examples: ['two-scales'],
};
