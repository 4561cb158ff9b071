import { both, claim, edited, measured, reading, shipped, withTask } from '../claims/variants.ts';
import type { Preset } from '../preset.ts';
import { birdstrikesTable, penguinsTable, weatherTable } from '../tables.ts';

const withoutSpecies = edited(
  'penguins',
  'species off',
  { en: 'the species’ weight 0', 'zh-CN': '“物种”的权重为 0' },
  withTask('species', { weight: 0 }),
);
const withoutWeights = edited(
  'birdstrikes',
  'without class weights',
  { en: 'without class weights', 'zh-CN': '不用类别权重' },
  both(...['damage', 'size', 'time'].map((id) => withTask(id, { classWeights: 'none' }))),
);

export const tablePresets: readonly Preset[] = [
  {
    id: 'penguins',
    group: 'tables',
    text: {
      title: { en: 'Penguins: species, sex, mass', 'zh-CN': '企鹅：物种、是否雄性与体重' },
      watch: {
        en: 'Only 239 birds to learn from: set the species’ weight to 0, and sex changes less than it does from seed to seed.',
        'zh-CN': '只有 239 只企鹅可供学习：把“物种”的权重设为 0，“雄性”任务的变化小于不同种子之间的差别。',
      },
    },
    claims: measured(
      claim(reading(withoutSpecies, 'sex', 'accuracy', 40), 'open', reading(shipped('penguins'), 'sex', 'accuracy', 40)),
    ),
    outcome: {
      epochs: 40,
      seeds: 32,
      tasks: {
        species: { metric: 'accuracy', reaches: 0.94 },
        sex: { metric: 'accuracy', reaches: 0.75 },
        mass: { metric: 'r2', reaches: 0.7 },
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
        en: 'Tomorrow’s weather can hardly be told from today’s, its temperature and the city can: compare how far each of the three tasks comes beyond guessing.',
        'zh-CN': '仅凭今天很难判断明日天气，气温容易预测，判断城市也不难：比较三个任务各比基线好多少。',
      },
    },
    claims: measured(
      claim(reading(shipped('weather'), 'nextType', 'accuracy', 20), 'lower', 0.7),
      claim(reading(shipped('weather'), 'nextMaximum', 'r2', 20), 'higher', 0.8),
      claim(reading(shipped('weather'), 'city', 'accuracy', 20), 'higher', 0.8),
    ),
    outcome: {
      epochs: 20,
      seeds: 32,
      tasks: {
        nextType: { metric: 'accuracy', reaches: 0.55 },
        city: { metric: 'accuracy', reaches: 0.74 },
        nextMaximum: { metric: 'r2', reaches: 0.83 },
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
        en: 'One report in nine tells of damage, and “never” would be right nearly nine times in ten: look at AUC and F1. Without the class weights accuracy is far higher, and F1 next to nothing.',
        'zh-CN':
          '九份报告中只有一份有损坏，总猜“没有”就有近九成正确：请看 AUC 与 F1。不用类别权重时准确率高得多，F1 却几乎为零。',
      },
    },
    claims: measured(
      claim(
        reading(withoutWeights, 'damage', 'accuracy', 15),
        'higher',
        reading(shipped('birdstrikes'), 'damage', 'accuracy', 15),
      ),
      claim(reading(withoutWeights, 'damage', 'f1', 15), 'lower', 0.05),
    ),
    outcome: {
      epochs: 15,
      seeds: 32,
      tasks: {
        damage: { metric: 'auc', reaches: 0.6 },
        size: { metric: 'kappa', reaches: 0.06 },
        time: { metric: 'macroF1', reaches: 0.28 },
      },
    },
    project: birdstrikesTable,
  },
];
