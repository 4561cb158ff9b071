import { splitPerTask } from '../../graph/split.ts';
import { claim, edited, reading, shipped } from '../../presets/claims/variants.ts';
import type { Project } from '../../project/schema.ts';
import { invariant } from '../../util/assert-never.ts';
import type { Lesson, Note } from '../lesson.ts';

const example = 'toy-conflicting';

const splitting =
  (id: string) =>
  (project: Project): Project => {
    const split = splitPerTask(project, id);
    invariant(split.ok, `${id} can be split`);
    return split.value;
  };
/** One that is split already stays as it is. */
const apart =
  (...ids: readonly string[]) =>
  (project: Project): Project =>
    ids.reduce((document, id) => {
      const split = splitPerTask(document, id);
      return split.ok ? split.value : document;
    }, project);

const last = edited(example, 'answer split', { en: 'only the last layer split', 'zh-CN': '只拆分最后一层' }, splitting('answer'));
const everything = edited(example, 'everything split', { en: 'every layer split', 'zh-CN': '拆分所有层' }, (project) =>
  ['answer', 'shared-2', 'shared-1'].reduce((document, id) => splitting(id)(document), project),
);

const notes = (id: string, how: { readonly en: string; readonly 'zh-CN': string }): readonly Note[] => [
  {
    id: `a-${id}`,
    text: { en: `Half-plane A, ${how.en}`, 'zh-CN': `半平面 A，${how['zh-CN']}` },
    task: 'planeA',
    metric: 'accuracy',
  },
  {
    id: `b-${id}`,
    text: { en: `Half-plane B, ${how.en}`, 'zh-CN': `半平面 B，${how['zh-CN']}` },
    task: 'planeB',
    metric: 'accuracy',
  },
];

export const split: Lesson = {
  id: 'split',
  text: {
    title: { en: 'Where to split', 'zh-CN': '在哪里拆分' },
    about: {
      en: 'How much of a network must two fighting tasks have to themselves?',
      'zh-CN': '两个冲突的任务，网络的多少部分必须分开？',
    },
    remember: {
      en: 'Split where tasks pull apart, and no earlier: what they can use together may stay shared.',
      'zh-CN': '在任务互相拉扯的地方拆分，不必更早：可以共用的部分可以继续共享。',
    },
    next: {
      en: 'The tab Conflict names the layers where tasks pull apart. Try the speech example, whose four tasks share one narrow trunk.',
      'zh-CN': '“冲突”选项卡会指出任务在哪些层互相拉扯。试试语音示例：四个任务共用一个狭窄的主干。',
    },
  },
  example,
  steps: [
    {
      type: 'act',
      id: 'select',
      text: {
        en: 'Two fighting half-planes share two layers of 8 units, and behind them a last layer of one unit. Select that one: everything that both want must pass through it.',
        'zh-CN': '两个冲突的半平面共用两个 8 单元的层，其后是只有一个单元的最后一层。选中这一层：两个任务想要的一切都要经过它。',
      },
      at: { of: 'node', node: 'answer' },
      goal: { is: 'selected', node: 'answer' },
    },
    {
      type: 'ask',
      id: 'last',
      question: {
        en: 'Give each task only this last unit of its own, and leave both layers shared. How often are they right after thirty epochs?',
        'zh-CN': '只让每个任务各有自己的最后一个单元，两层仍然共享。训练三十轮后，答对的比例如何？',
      },
      at: { of: 'depth' },
      answers: [
        { en: 'They go on fighting: the layers are still shared', 'zh-CN': '继续冲突：两层仍是共享的' },
        { en: 'One wins, the other loses', 'zh-CN': '一个赢，一个输' },
        { en: 'Both are right nearly always', 'zh-CN': '两个都几乎总是对的' },
      ],
      measured: 2,
    },
    {
      type: 'act',
      id: 'split',
      text: {
        en: 'Split it: with the sharing depth below the network, or with “Split per task” among the parameters of the layer.',
        'zh-CN': '把它拆分：用网络下方的共享深度，或在该层的参数中选择“按任务拆分”。',
      },
      at: { of: 'depth' },
      goal: { is: 'split', node: 'answer' },
      edit: apart('answer'),
    },
    {
      type: 'act',
      id: 'train',
      text: { en: 'Train for thirty epochs.', 'zh-CN': '训练三十轮。' },
      at: { of: 'train' },
      goal: { is: 'trained', epochs: 30 },
      train: { epochs: 30 },
      notes: notes('last', { en: 'last layer split', 'zh-CN': '拆分最后一层' }),
    },
    {
      type: 'outcome',
      id: 'measured',
      asked: 'last',
      text: {
        en: 'One unit each, and the fight is over, although both layers before it are still shared.',
        'zh-CN': '各有一个单元，冲突就结束了，尽管前面两层仍然共享。',
      },
      at: { of: 'curves' },
      claims: [0, 1],
      notes: ['a-last', 'b-last'],
    },
    {
      type: 'ask',
      id: 'all',
      question: {
        en: 'And if every layer is split, so that each task has a network of its own?',
        'zh-CN': '如果把每一层都拆开，让每个任务各有一个网络呢？',
      },
      at: { of: 'depth' },
      answers: [
        { en: 'Clearly better still', 'zh-CN': '明显更好' },
        { en: 'About the same', 'zh-CN': '差不多' },
        { en: 'Clearly worse', 'zh-CN': '明显更差' },
      ],
      measured: 1,
    },
    {
      type: 'act',
      id: 'everything',
      text: { en: 'Set the sharing depth to 0: nothing is shared.', 'zh-CN': '把共享深度设为 0：不再共享任何层。' },
      at: { of: 'depth' },
      goal: {
        is: 'all',
        of: [
          { is: 'split', node: 'shared-1' },
          { is: 'split', node: 'shared-2' },
        ],
      },
      edit: apart('answer', 'shared-2', 'shared-1'),
    },
    {
      type: 'act',
      id: 'again',
      text: { en: 'Begin anew with the reset button and train for thirty epochs.', 'zh-CN': '点击重置按钮，重新训练三十轮。' },
      at: { of: 'train' },
      goal: { is: 'trained', epochs: 30, anew: true },
      train: { epochs: 30, anew: true },
      notes: notes('all', { en: 'everything split', 'zh-CN': '全部拆分' }),
    },
    {
      type: 'outcome',
      id: 'enough',
      asked: 'all',
      text: {
        en: 'No difference that can be told: what had to be apart was the last layer alone.',
        'zh-CN': '测不出差别：真正需要分开的只有最后一层。',
      },
      at: { of: 'curves' },
      claims: [2, 3],
      notes: ['a-last', 'b-last', 'a-all', 'b-all'],
    },
  ],
  claims: [
    claim(reading(last, 'planeA', 'accuracy', 30), 'higher', reading(shipped(example), 'planeA', 'accuracy', 30)),
    claim(reading(last, 'planeB', 'accuracy', 30), 'higher', reading(shipped(example), 'planeB', 'accuracy', 30)),
    claim(reading(everything, 'planeA', 'accuracy', 30), { alike: 0.01 }, reading(last, 'planeA', 'accuracy', 30)),
    claim(reading(everything, 'planeB', 'accuracy', 30), { alike: 0.01 }, reading(last, 'planeB', 'accuracy', 30)),
  ],
  papers: [
    {
      authors: 'Vandenhende, Georgoulis, De Brabandere, Van Gool',
      title: 'Branched Multi-Task Networks: Deciding What Layers to Share',
      venue: 'BMVC',
      year: 2020,
    },
    { authors: 'Guo, Lee, Ulbricht', title: 'Learning to Branch for Multi-Task Learning', venue: 'ICML', year: 2020 },
  ],
  examples: ['digits-hierarchical', 'speech-four'],
};
