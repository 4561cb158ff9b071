import type { Project } from '../project/schema.ts';
import { inLanguage, type Language, type LocalizedText } from '../util/localized.ts';
import { documentNames } from './document-names.ts';
import { withLayerNames } from './layer-names.ts';

/** What the tasks of presets are called; a test finds every one of them here. */
export const taskNames: readonly LocalizedText[] = [
  { en: 'Digit', 'zh-CN': '数字' },
  { en: 'Digit alone', 'zh-CN': '单独训练的数字' },
  { en: 'Group', 'zh-CN': '数字组' },
  { en: 'Half-plane A', 'zh-CN': '半平面 A' },
  { en: 'Half-plane B', 'zh-CN': '半平面 B' },
  { en: 'Part of speech', 'zh-CN': '词性' },
  { en: 'Domain', 'zh-CN': '领域' },
  { en: 'Pleasant', 'zh-CN': '褒义' },
  { en: 'Topic', 'zh-CN': '主题' },
  { en: 'Headline', 'zh-CN': '标题' },
  { en: 'Sentiment', 'zh-CN': '情感' },
  { en: 'Named entities', 'zh-CN': '命名实体' },
  { en: 'Syllables', 'zh-CN': '音节数' },
  { en: 'Stress', 'zh-CN': '重音' },
  { en: 'Last sound', 'zh-CN': '末尾音素' },
  { en: 'Language', 'zh-CN': '语言' },
  { en: 'Script', 'zh-CN': '文字' },
  { en: 'Place', 'zh-CN': '地点' },
  { en: 'Shape', 'zh-CN': '形状' },
  { en: 'Present', 'zh-CN': '有无物体' },
  { en: 'Box', 'zh-CN': '定位框' },
  { en: 'Dots', 'zh-CN': '圆点数' },
  { en: 'Alike', 'zh-CN': '相似' },
  { en: 'Drawn again', 'zh-CN': '重绘' },
  { en: 'Speaker', 'zh-CN': '说话人' },
  { en: 'Emotion', 'zh-CN': '情绪' },
  { en: 'Phonemes', 'zh-CN': '音素' },
  { en: 'Species', 'zh-CN': '物种' },
  { en: 'Male', 'zh-CN': '雄性' },
  { en: 'Body mass', 'zh-CN': '体重' },
  { en: 'Tomorrow', 'zh-CN': '明日天气' },
  { en: 'New York', 'zh-CN': '纽约' },
  { en: 'Temperature', 'zh-CN': '气温' },
  { en: 'Damage', 'zh-CN': '损坏' },
  { en: 'Size of the bird', 'zh-CN': '鸟的大小' },
  { en: 'Time of day', 'zh-CN': '时段' },
  { en: 'First', 'zh-CN': '第一个' },
  { en: 'Second', 'zh-CN': '第二个' },
  { en: 'Upper left', 'zh-CN': '左上' },
  { en: 'Lower right', 'zh-CN': '右下' },
  { en: 'Small', 'zh-CN': '小尺度' },
  { en: 'Large', 'zh-CN': '大尺度' },
];

/** A preset's document, with its tasks and layers of telling parts, called as the reader says; ids, and with them links and files, are the same in every language. */
export function inWordsOf(language: Language, project: Project): Project {
  const words = new Map(taskNames.map((text) => [text.en, inLanguage(text, language)]));
  const tasks = project.tasks.map((task) => ({ ...task, name: words.get(task.name) ?? task.name }));
  const name = documentNames.find(({ en }) => en === project.name);
  return withLayerNames({ ...project, tasks, name: name ? inLanguage(name, language) : project.name }, language);
}
