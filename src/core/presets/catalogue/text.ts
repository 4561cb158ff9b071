import type { Preset } from '../preset.ts';
import { glosses, languages, newsEntities, newsHeadline, words } from '../text.ts';

export const textPresets: readonly Preset[] = [
  {
    id: 'glosses-mtnet',
    group: 'text',
    text: {
      title: { en: 'Definitions: MT-Net on WordNet', 'zh-CN': '释义：WordNet 上的 MT-Net' },
      watch: {
        en: 'Validation loss of the part of speech turns up while that of the domain still falls: each task overfits at its own time. Take the dropout away and see it come sooner.',
        'zh-CN': '词性的验证损失开始回升时，领域的仍在下降：各任务在不同时刻过拟合。去掉 Dropout，过拟合会来得更早。',
      },
    },
    outcome: {
      epochs: 2,
      tasks: {
        part: { metric: 'accuracy', reaches: 0.82, blind: 0.63 },
        domain: { metric: 'accuracy', reaches: 0.55, blind: 0.18 },
        sentiment: { metric: 'auc', reaches: 0.68, blind: 0.5 },
      },
    },
    project: glosses,
  },
  {
    id: 'news-headline',
    group: 'text',
    text: {
      title: { en: 'News: a topic and a headline', 'zh-CN': '新闻：主题与标题' },
      watch: {
        en: 'The headline is written word by word below: first it finds the verbs, later it learns to copy names out of the text. Raise its weight, and the topic waits.',
        'zh-CN': '下方逐词写出标题：先学会动词，随后学会从正文复制名称。提高它的权重，主题就要等待。',
      },
    },
    outcome: {
      epochs: 6,
      tasks: {
        topic: { metric: 'accuracy', reaches: 0.9, blind: 0.23 },
        headline: { metric: 'rougeL', reaches: 0.55, blind: 0.1 },
      },
    },
    project: newsHeadline,
  },
  {
    id: 'news-entities',
    group: 'text',
    text: {
      title: { en: 'News: topic, sentiment and named entities', 'zh-CN': '新闻：主题、情感与命名实体' },
      watch: {
        en: 'Layers of 300 and 100 units serve two tasks that read the whole text and one that tags each word: watch how the tags sharpen from words to whole names.',
        'zh-CN': '300 与 100 单元的层同时服务于两个读全文的任务和一个逐词标注的任务：观察标注如何从单词逐渐变成完整的名称。',
      },
    },
    outcome: {
      epochs: 3,
      tasks: {
        topic: { metric: 'accuracy', reaches: 0.95, blind: 0.23 },
        sentiment: { metric: 'accuracy', reaches: 0.9, blind: 0.35 },
        entities: { metric: 'entityF1', reaches: 0.8, blind: 0 },
      },
    },
    project: newsEntities,
  },
  {
    id: 'words-gru',
    group: 'text',
    text: {
      title: { en: 'Words: syllables, stress, last sound', 'zh-CN': '单词：音节、重音与末音' },
      watch: {
        en: 'A GRU reads letter by letter: the last sound is learned at once, syllables need counting, and where the stress falls stays the hardest.',
        'zh-CN': 'GRU 逐个字母地读：末尾音素很快学会，音节需要计数，重音位置始终最难。',
      },
    },
    outcome: {
      epochs: 2,
      tasks: {
        syllables: { metric: 'accuracy', reaches: 0.8, blind: 0.46 },
        stress: { metric: 'accuracy', reaches: 0.76, blind: 0.72 },
        final: { metric: 'accuracy', reaches: 0.85, blind: 0.12 },
      },
    },
    project: words,
  },
  {
    id: 'languages',
    group: 'text',
    text: {
      title: { en: 'Languages: which, in what script, where', 'zh-CN': '语言：哪种、何种文字、在哪里' },
      watch: {
        en: 'Script is known after a few steps and language soon after; the place on the globe, a regression, can only improve as far as the language is known.',
        'zh-CN': '文字几步之内即可识别，语言随后；地点是回归任务，只有认出语言才能预测得更准。',
      },
    },
    outcome: {
      epochs: 5,
      tasks: {
        language: { metric: 'accuracy', reaches: 0.88, blind: 0.05 },
        script: { metric: 'accuracy', reaches: 0.98, blind: 0.66 },
        place: { metric: 'r2', reaches: 0.75, blind: 0 },
      },
    },
    project: languages,
  },
];
