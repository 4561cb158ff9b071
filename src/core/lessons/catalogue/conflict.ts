import { withOption } from '../../presets/claims/variants.ts';
import type { Fact, Lesson } from '../lesson.ts';
import { ofExample } from '../of-example.ts';

/** The cosine of the gradients on all that is shared: `conflict-lesson.test.ts` measures it. */
const cosine = (en: string, zh: string, mean: number, spread: number): Fact => ({
  text: { en, 'zh-CN': zh },
  mean,
  spread,
  seeds: 8,
});

export const conflict: Lesson = {
  id: 'conflict',
  text: {
    title: { en: 'When tasks fight: the negative cosine', 'zh-CN': '任务冲突：负的余弦' },
    about: { en: 'How can one see that two tasks pull apart?', 'zh-CN': '怎样看出两个任务在互相拉扯？' },
    remember: {
      en: 'A negative cosine says that just now a step for one task undoes a step for the other; how much that costs, only the losses say.',
      'zh-CN': '余弦为负，说明此刻为一个任务走的一步会抵消另一个任务的一步；代价有多大，只有损失才能说明。',
    },
    next: {
      en: 'Look at the layers in the tab Conflict: where do the tasks pull apart? Then choose PCGrad, which takes out of each gradient what goes against the other.',
      'zh-CN': '在“冲突”选项卡中查看各层：任务在哪里互相拉扯？再选择 PCGrad：它从每个梯度中去掉与另一个相反的部分。',
    },
  },
  example: 'toy-conflicting',
  steps: [
    {
      type: 'act',
      id: 'tab',
      text: {
        en: 'Open the tab Conflict among the results. It measures the gradient of each task on the shared layers, as arrows: their cosine is 1 where they agree, 0 where they have nothing to do with each other, −1 where they are opposite.',
        'zh-CN':
          '在结果中打开“冲突”选项卡。它测量每个任务在共享层上的梯度，可看作箭头：余弦为 1 表示一致，0 表示互不相关，−1 表示方向相反。',
      },
      at: { of: 'tab', tab: 'conflict' },
      goal: { is: 'tab', tab: 'conflict' },
    },
    {
      type: 'ask',
      id: 'sign',
      question: {
        en: 'The half-planes want almost opposite answers. While both are trained, where will the cosine be?',
        'zh-CN': '两个半平面想要几乎相反的答案。训练时，余弦会在哪里？',
      },
      at: { of: 'tab', tab: 'conflict' },
      answers: [
        { en: 'Above 0: they share a network', 'zh-CN': '大于 0：它们共用一个网络' },
        { en: 'Around 0', 'zh-CN': '在 0 附近' },
        { en: 'Far below 0', 'zh-CN': '远小于 0' },
      ],
      measured: 2,
    },
    {
      type: 'act',
      id: 'train',
      text: {
        en: 'Train for fifteen epochs with the tab open, and watch the matrix and its line.',
        'zh-CN': '保持选项卡打开，训练十五轮，观察矩阵和曲线。',
      },
      at: { of: 'train' },
      goal: {
        is: 'all',
        of: [
          { is: 'trained', epochs: 15 },
          { is: 'conflictSeen', looks: 3 },
        ],
      },
      train: { epochs: 15, stepsPerSecond: 90 },
    },
    {
      type: 'outcome',
      id: 'measured',
      asked: 'sign',
      text: {
        en: 'Opposite, nearly from the first step on: what one task gains by a step, the other loses.',
        'zh-CN': '几乎从第一步起就方向相反：一个任务靠一步得到的，另一个任务就失去。',
      },
      at: { of: 'tab', tab: 'conflict' },
      claims: [],
      facts: [
        cosine('160°, before the first step', '160°，第一步之前', -0.73, 0.38),
        cosine('160°, mean of fifteen epochs', '160°，十五轮平均', -0.98, 0.01),
      ],
    },
    {
      type: 'ask',
      id: 'related',
      question: {
        en: 'Half-planes at 20° have the same answer for nearly nine points of ten. Where will their cosine be while they are trained?',
        'zh-CN': '夹角 20° 的两个半平面，对将近九成的点答案相同。训练时它们的余弦会在哪里？',
      },
      at: { of: 'data' },
      answers: [
        { en: 'Above 0 all along: they are related', 'zh-CN': '始终大于 0：它们相关' },
        { en: 'Above 0 at first, then below', 'zh-CN': '起初大于 0，之后小于 0' },
        { en: 'Below 0 from the beginning', 'zh-CN': '从一开始就小于 0' },
      ],
      measured: 1,
    },
    {
      type: 'act',
      id: 'angle',
      text: {
        en: 'Set the angle between the half-planes to 20, among the options of the data.',
        'zh-CN': '在数据选项中，把两个半平面的夹角设为 20。',
      },
      at: { of: 'data' },
      goal: { is: 'option', option: 'angle', atMost: 20 },
      edit: withOption('angle', 20),
    },
    {
      type: 'act',
      id: 'again',
      text: {
        en: 'Begin anew with the reset button, with the tab Conflict open, and train for fifteen epochs.',
        'zh-CN': '保持“冲突”选项卡打开，点击重置按钮，重新训练十五轮。',
      },
      at: { of: 'train' },
      goal: { is: 'trained', epochs: 15, anew: true },
      train: { epochs: 15, anew: true, stepsPerSecond: 90 },
    },
    {
      type: 'outcome',
      id: 'turned',
      asked: 'related',
      text: {
        en: 'They begin as one, and end apart: once what both want is learned, what is left in the gradients is what they disagree about. Yet their losses are far lower: the sign alone does not say that tasks should part.',
        'zh-CN':
          '它们起初一致，最后分开：两者都想要的学会之后，梯度中剩下的就是分歧。但它们的损失低得多：仅凭符号并不能说明任务应该分开。',
      },
      at: { of: 'tab', tab: 'conflict' },
      claims: [0],
      facts: [
        cosine('20°, before the first step', '20°，第一步之前', 0.87, 0.09),
        cosine('20°, mean of fifteen epochs', '20°，十五轮平均', -0.67, 0.12),
      ],
    },
  ],
  claims: [ofExample('toy-conflicting', 0)],
  papers: [
    {
      authors: 'Yu, Kumar, Gupta, Levine, Hausman, Finn',
      title: 'Gradient Surgery for Multi-Task Learning',
      venue: 'NeurIPS',
      year: 2020,
    },
    {
      authors: 'Du, Czarnecki, Jayakumar, Farajtabar, Pascanu, Lakshminarayanan',
      title: 'Adapting Auxiliary Losses Using Gradient Similarity',
      venue: 'arXiv 1812.02224',
      year: 2018,
    },
  ],
  examples: ['toy-related', 'toy-conflicting'],
};
