import type { Preset } from '../preset.ts';
import { birdstrikesTable, penguinsTable, weatherTable } from '../tables.ts';

export const tablePresets: readonly Preset[] = [
  {
    id: 'penguins',
    group: 'tables',
    text: {
      title: { en: 'Penguins: species, sex, mass', 'zh-CN': '企鹅：种类、性别与体重' },
      watch: {
        en: 'Only 239 birds to learn from: sex cannot be told from size without the species, so switch the species off and watch what sex loses.',
        'zh-CN': '只有 239 只企鹅可供学习：不知道种类就难以从体型判断性别。关闭“种类”任务，看性别任务损失了多少。',
      },
    },
    outcome: {
      epochs: 40,
      tasks: {
        species: { metric: 'accuracy', reaches: 0.94, blind: 0.44 },
        sex: { metric: 'accuracy', reaches: 0.75, blind: 0.52 },
        mass: { metric: 'r2', reaches: 0.7, blind: 0 },
      },
    },
    project: penguinsTable,
  },
  {
    id: 'weather',
    group: 'tables',
    text: {
      title: { en: 'Weather: tomorrow, and where', 'zh-CN': '天气：明天如何，在哪里' },
      watch: {
        en: 'Tomorrow’s weather is hardly better than a guess, its temperature is easy, and the city lies between: three tasks that stop improving at three different times.',
        'zh-CN': '明日天气几乎只能靠猜，气温容易，城市居中：三个任务在三个不同的时刻停止进步。',
      },
    },
    outcome: {
      epochs: 20,
      tasks: {
        nextType: { metric: 'accuracy', reaches: 0.55, blind: 0.5 },
        city: { metric: 'accuracy', reaches: 0.74, blind: 0.51 },
        nextMaximum: { metric: 'r2', reaches: 0.83, blind: 0 },
      },
    },
    project: weatherTable,
  },
  {
    id: 'birdstrikes',
    group: 'tables',
    text: {
      title: { en: 'Bird strikes: a lesson in imbalance', 'zh-CN': '鸟击：不平衡的一课' },
      watch: {
        en: 'One report in nine tells of damage, and «never» would be right in 89 %: look at AUC and F1, and see what the class weights do to accuracy.',
        'zh-CN': '九份报告中只有一份有损坏，总猜“没有”就有 89% 正确：请看 AUC 与 F1，并观察类别权重对准确率的影响。',
      },
    },
    outcome: {
      epochs: 15,
      tasks: {
        damage: { metric: 'auc', reaches: 0.6, blind: 0.5 },
        size: { metric: 'kappa', reaches: 0.06, blind: 0 },
        time: { metric: 'macroF1', reaches: 0.28, blind: 0.18 },
      },
    },
    project: birdstrikesTable,
  },
];
