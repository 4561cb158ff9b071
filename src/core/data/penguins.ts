import { z } from 'zod';
import type { DataSignature } from '../project/signature.ts';
import { encodeTable, missingAsNaN, type TableColumn, tableFeatures } from './table.ts';
import type { DatasetDescriptor, Tensors } from './types.ts';

const schema = z.strictObject({});

export const species: readonly string[] = ['Adelie', 'Chinstrap', 'Gentoo'];
export const islands: readonly string[] = ['Torgersen', 'Biscoe', 'Dream'];

const columns: readonly TableColumn[] = [
  {
    kind: 'number',
    name: 'beakLength',
    title: { en: 'Beak length', 'zh-CN': '喙长' },
    unit: 'mm',
    mean: 43.92,
    deviation: 5.45,
    range: [32, 60],
  },
  {
    kind: 'number',
    name: 'beakDepth',
    title: { en: 'Beak depth', 'zh-CN': '喙深' },
    unit: 'mm',
    mean: 17.15,
    deviation: 1.97,
    range: [13, 22],
  },
  {
    kind: 'number',
    name: 'flipperLength',
    title: { en: 'Flipper length', 'zh-CN': '鳍肢长' },
    unit: 'mm',
    mean: 200.9,
    deviation: 14.04,
    range: [170, 232],
  },
  {
    kind: 'category',
    name: 'island',
    title: { en: 'Island', 'zh-CN': '岛屿' },
    options: islands.map((name) => ({ en: name, 'zh-CN': name })),
  },
];
const features = tableFeatures(columns);
/** Grams: mean and standard deviation of the 342 birds. */
const mass = { mean: 4202, deviation: 801 };

const signature: DataSignature = {
  inputs: [{ id: 'bird', shape: [features.length], dtype: 'f32', features }],
  targets: [
    { id: 'species', title: { en: 'Species', 'zh-CN': '物种' }, format: 'class', classes: species },
    { id: 'sex', title: { en: 'Male', 'zh-CN': '雄性' }, format: 'binary' },
    {
      id: 'mass',
      title: { en: 'Body mass', 'zh-CN': '体重' },
      format: 'values',
      size: 1,
      unit: 'g',
      scale: mass.deviation,
      offset: mass.mean,
    },
  ],
  count: 342,
};

export const penguins: DatasetDescriptor<z.infer<typeof schema>> = {
  id: 'penguins',
  view: 'table',
  synthetic: false,
  pack: 'penguins',
  text: {
    title: { en: 'Palmer penguins', 'zh-CN': '帕尔默企鹅' },
    summary: {
      en: '342 birds by beak, flipper and island: species, sex, and body mass.',
      'zh-CN': '342 只企鹅，由喙、鳍肢和所在岛屿预测物种、是否雄性与体重。',
    },
    more: {
      en: 'Measured by K. Gorman and the Palmer Station LTER (2007–2009); CC0. Sex cannot be told from size without the species; whether tasks help each other here, 40 seeds could not tell. Sex is missing for nine birds, which are masked. Species is nearly separable, sex reaches about 90 %, mass an R² of about .8.',
      'zh-CN':
        '由 K. Gorman 与帕尔默站 LTER 测量（2007–2009），CC0。不知道物种就难以从体型判断是否雄性；任务之间在此是否互相帮助，40 个随机种子也无法判断。九只企鹅缺少“雄性”标签，已屏蔽。物种几乎可完全分开，是否雄性约 90%，体重 R² 约 0.8。',
    },
  },
  licence: 'CC0 1.0',
  schema,
  fields: [],
  signature: () => signature,
  async load(_options, context): Promise<Tensors> {
    const { loadTensorPack } = await import('./load-pack.ts');
    const pack = await loadTensorPack('penguins', context);
    return {
      inputs: { bird: encodeTable(columns, pack) },
      targets: {
        species: pack.integers('species'),
        sex: missingAsNaN(pack.numbers('sex')),
        mass: pack.numbers('bodyMass').map((grams) => (grams - mass.mean) / mass.deviation),
      },
    };
  },
};
