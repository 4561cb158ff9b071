import type { LocalizedText } from '../../util/localized.ts';
import type { Fact, Lesson } from '../lesson.ts';

const racing = ['equal', 'mgda', 'cagrad', 'nash-mtl'] as const;

const arrived = (method: (typeof racing)[number], text: LocalizedText, reached: number): Fact => ({
  text,
  method,
  reached,
  starts: 5,
});

export const race: Lesson = {
  id: 'race',
  text: {
    title: { en: 'Balancing methods race on one landscape', 'zh-CN': '平衡方法在同一地形上赛跑' },
    about: {
      en: 'Two losses over two parameters: who comes to the Pareto front, and who gets stuck?',
      'zh-CN': '两个参数上的两个损失：谁能到达帕累托前沿，谁会卡住？',
    },
    remember: {
      en: 'The sum of losses can come to rest where gradients cancel, short of the front; a method that looks at gradients may go on.',
      'zh-CN': '损失之和可能停在梯度互相抵消之处，未到前沿；考察各个梯度的方法可能继续前进。',
    },
    next: {
      en: 'Set the first loss to × 1, as CAGrad does, or add starts of your own by a click on the landscape.',
      'zh-CN': '像 CAGrad 那样把第一个损失设为 × 1，或在地形上点击添加自己的起点。',
    },
  },
  example: null,
  steps: [
    {
      type: 'ask',
      id: 'equal',
      question: {
        en: 'The toy of the CAGrad and Nash-MTL papers has two losses, the first ten times smaller, and five starts. On the Pareto front no step lowers both losses any more. From how many starts do plain equal weights come there?',
        'zh-CN':
          'CAGrad 与 Nash-MTL 论文中的玩具问题有两个损失（第一个小十倍）和五个起点。在帕累托前沿上，没有一步能再同时降低两个损失。等权能从几个起点到达那里？',
      },
      at: { of: 'landscape' },
      answers: [
        { en: 'From all five', 'zh-CN': '五个都能' },
        { en: 'From four of them', 'zh-CN': '其中四个' },
        { en: 'From none', 'zh-CN': '一个也不能' },
      ],
      measured: 1,
    },
    {
      type: 'act',
      id: 'walk',
      text: {
        en: 'Open the landscape, under Training, and press Start. Equal weights, MGDA, CAGrad and Nash-MTL set out; wait until they have taken all their steps, then close it.',
        'zh-CN': '在“训练”中打开损失地形，点击开始。等权、MGDA、CAGrad 和 Nash-MTL 同时出发；等它们走完所有步数，再关闭窗口。',
      },
      at: { of: 'landscape' },
      goal: { is: 'walked', methods: racing },
    },
    {
      type: 'outcome',
      id: 'measured',
      asked: 'equal',
      text: {
        en: 'From one start neither equal weights nor CAGrad arrive: the sum of both losses comes to rest where their gradients cancel, short of the front. MGDA and Nash-MTL arrive from everywhere. None of this says who is better on real data: that takes seeds.',
        'zh-CN':
          '从其中一个起点，等权和 CAGrad 都到不了：两个损失之和会停在梯度互相抵消之处，未到前沿。MGDA 和 Nash-MTL 从所有起点都能到达。但这并不说明谁在真实数据上更好：那需要多个种子来检验。',
      },
      at: { of: 'landscape' },
      claims: [],
      facts: [
        arrived('equal', { en: 'Equal weights (“Your weights”)', 'zh-CN': '等权（“手动权重”）' }, 4),
        arrived('cagrad', { en: 'CAGrad', 'zh-CN': 'CAGrad' }, 4),
        arrived('mgda', { en: 'MGDA', 'zh-CN': 'MGDA' }, 5),
        arrived('nash-mtl', { en: 'Nash-MTL', 'zh-CN': 'Nash-MTL' }, 5),
      ],
    },
  ],
  claims: [],
  papers: [
    {
      authors: 'Liu, Liu, Jin, Stone, Liu',
      title: 'Conflict-Averse Gradient Descent for Multi-task Learning',
      venue: 'NeurIPS',
      year: 2021,
    },
    {
      authors: 'Navon, Shamsian, Achituve, Maron, Kawaguchi, Chechik, Fetaya',
      title: 'Multi-Task Learning as a Bargaining Game',
      venue: 'ICML',
      year: 2022,
    },
  ],
  examples: ['two-scales', 'toy-conflicting'],
};
