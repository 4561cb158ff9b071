import type { Lesson } from '../lesson.ts';
import { ofExample } from '../of-example.ts';

const example = 'toy-related';

export const report: Lesson = {
  id: 'report',
  text: {
    title: { en: 'One model or several?', 'zh-CN': '一个模型还是多个？' },
    about: { en: 'The tasks are related: does that settle it?', 'zh-CN': '任务相关，问题就解决了吗？' },
    remember: {
      en: 'Ask the data, over seeds: that tasks are related does not yet mean that sharing helps.',
      'zh-CN': '用多个种子问数据：任务相关，并不意味着共享就有帮助。',
    },
    next: {
      en: 'Ask the same of the penguins: there the report can hardly tell, and that is an answer, too.',
      'zh-CN': '用同样的问题问企鹅数据：那里的报告几乎无法断定，而这也是一种答案。',
    },
  },
  example,
  steps: [
    {
      type: 'act',
      id: 'tab',
      text: {
        en: 'Two half-planes at 20°: nearly nine points of ten have the same answer for both. Open the tab Compare, which trains several ways from several seeds.',
        'zh-CN': '两个夹角 20° 的半平面：十个点中约九个对两者答案相同。打开“比较”选项卡：它用多个种子训练多种方式。',
      },
      at: { of: 'tab', tab: 'compare' },
      goal: { is: 'tab', tab: 'compare' },
    },
    {
      type: 'ask',
      id: 'which',
      question: {
        en: 'One network that answers once for both, or the same network for each task alone: which is right more often?',
        'zh-CN': '一个网络给两个任务同一个答案，或每个任务各用一个同样的网络：哪种更准确？',
      },
      at: { of: 'tab', tab: 'compare' },
      answers: [
        { en: 'The shared one: the tasks are related', 'zh-CN': '共享的：任务相关' },
        { en: 'Each task alone', 'zh-CN': '各自单独训练' },
        { en: 'It cannot be told', 'zh-CN': '无法断定' },
      ],
      measured: 1,
    },
    {
      type: 'act',
      id: 'run',
      text: {
        en: 'Start the comparison as it is offered, or with fewer epochs and seeds, and read its sentences when it has finished.',
        'zh-CN': '按默认设置开始比较，也可减少轮数和种子；结束后读一读报告中的句子。',
      },
      at: { of: 'tab', tab: 'compare' },
      goal: { is: 'reported' },
    },
    {
      type: 'outcome',
      id: 'measured',
      asked: 'which',
      text: {
        en: 'Alone, for both tasks: a single answer cannot be right for the points between the two lines, however related the rest. Of the penguins nothing can be told: whether the species is learned beside it or not, the sex changes less than from seed to seed.',
        'zh-CN':
          '两个任务都是单独训练更好：对两条线之间的点，同一个答案不可能都对，不管其余部分多么相关。企鹅数据则无法断定：是否同时学习物种，“雄性”任务的变化都小于种子之间的差别。',
      },
      at: { of: 'tab', tab: 'compare' },
      claims: [0, 1, 2],
    },
  ],
  claims: [ofExample(example, 2), ofExample(example, 3), ofExample('penguins', 0)],
  papers: [
    {
      authors: 'Standley, Zamir, Chen, Guibas, Malik, Savarese',
      title: 'Which Tasks Should Be Learned Together in Multi-task Learning?',
      venue: 'ICML',
      year: 2020,
    },
  ],
  examples: ['penguins', 'toy-related'],
};
