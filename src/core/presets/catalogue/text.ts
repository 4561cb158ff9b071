import { look } from '../claims/variants.ts';
import type { Preset } from '../preset.ts';
import { glosses, languages, newsEntities, newsHeadline, words } from '../text.ts';

export const textPresets: readonly Preset[] = [
  {
    id: 'glosses-mtnet',
    group: 'text',
    text: {
      title: { en: 'Definitions: MT-Net on WordNet', 'zh-CN': '释义：WordNet 上的 MT-Net' },
      watch: {
        en: 'Three tasks on one trunk, with dropout against overfitting: compare the moments at which their validation losses stop falling, then take the dropout away and compare again.',
        'zh-CN': '三个任务共用一个主干，并用随机失活抑制过拟合：比较各任务的验证损失在何时停止下降，再去掉随机失活比较一次。',
      },
    },
    claims: look,
    outcome: {
      epochs: 2,
      tasks: {
        part: { metric: 'accuracy', reaches: 0.82 },
        domain: { metric: 'accuracy', reaches: 0.55 },
        sentiment: { metric: 'auc', reaches: 0.68 },
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
        en: 'The headline is written word by word below: see which words are right first, verbs or names, and what the headline’s weight does to the topic.',
        'zh-CN': '下方逐词写出标题：看看先写对的是动词还是名称，以及标题的权重对主题有何影响。',
      },
    },
    claims: look,
    outcome: {
      epochs: 6,
      tasks: {
        topic: { metric: 'accuracy', reaches: 0.9 },
        headline: { metric: 'rougeL', reaches: 0.55 },
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
        en: 'Layers of 300 and 100 units serve two tasks that read the whole text and one that tags each word: compare single words with whole names among the tags.',
        'zh-CN': '300 与 100 单元的层同时用于两个读全文的任务和一个逐词标注的任务：在标注中比较单个词与完整的名称。',
      },
    },
    claims: look,
    outcome: {
      epochs: 3,
      tasks: {
        topic: { metric: 'accuracy', reaches: 0.95 },
        sentiment: { metric: 'accuracy', reaches: 0.9 },
        entities: { metric: 'entityF1', reaches: 0.8 },
      },
    },
    project: newsEntities,
  },
  {
    id: 'words-gru',
    group: 'text',
    text: {
      title: { en: 'Words: syllables, stress, last sound', 'zh-CN': '单词：音节、重音与末尾音素' },
      watch: {
        en: 'A GRU reads letter by letter, and what it knows at the end must answer three questions: compare how soon the last sound, the syllables and the stress are learned.',
        'zh-CN': 'GRU 逐个字母地读，最后的状态要回答三个问题：比较末尾音素、音节数与重音各自学会的快慢。',
      },
    },
    claims: look,
    outcome: {
      epochs: 2,
      tasks: {
        syllables: { metric: 'accuracy', reaches: 0.8 },
        stress: { metric: 'accuracy', reaches: 0.76 },
        final: { metric: 'accuracy', reaches: 0.85 },
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
        en: 'Which language, in what script, and where on the globe: the three share the same patterns of characters. Set the language’s weight to 0 and compare what is left of the place.',
        'zh-CN': '哪种语言、何种文字、在地球何处：三个任务共用同样的字符模式。把“语言”的权重设为 0，比较“地点”还剩多少。',
      },
    },
    claims: look,
    outcome: {
      epochs: 5,
      tasks: {
        language: { metric: 'accuracy', reaches: 0.88 },
        script: { metric: 'accuracy', reaches: 0.98 },
        place: { metric: 'r2', reaches: 0.75 },
      },
    },
    project: languages,
  },
];
