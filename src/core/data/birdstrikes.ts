import { z } from 'zod';
import type { DataSignature } from '../project/signature.ts';
import { encodeTable, type TableColumn, tableFeatures } from './table.ts';
import type { DatasetDescriptor, Tensors } from './types.ts';

const schema = z.strictObject({});

export const birdPhases: readonly string[] = [
  ...['Approach', 'Climb', 'Take-off run', 'Landing Roll', 'Descent', 'Taxi', 'Parked'],
];
export const birdTimes: readonly string[] = ['Day', 'Night', 'Dusk', 'Dawn'];
export const birdSizes: readonly string[] = ['Small', 'Medium', 'Large'];

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const phaseTitles = ['进近', '爬升', '起飞滑跑', '着陆滑跑', '下降', '滑行', '停放'];
const columns: readonly TableColumn[] = [
  {
    kind: 'number',
    name: 'speed',
    title: { en: 'Speed', 'zh-CN': '速度' },
    unit: 'kn',
    mean: 153.5,
    deviation: 43.5,
    range: [0, 350],
  },
  {
    kind: 'category',
    name: 'phase',
    title: { en: 'Phase of flight', 'zh-CN': '飞行阶段' },
    options: birdPhases.map((en, i) => ({ en, 'zh-CN': phaseTitles[i] ?? en })),
  },
  {
    kind: 'category',
    name: 'month',
    title: { en: 'Month', 'zh-CN': '月份' },
    options: months.map((en, i) => ({ en, 'zh-CN': `${i + 1} 月` })),
  },
];
const features = tableFeatures(columns);

const signature: DataSignature = {
  inputs: [{ id: 'strike', shape: [features.length], dtype: 'f32', features }],
  targets: [
    { id: 'damage', title: { en: 'Damage', 'zh-CN': '有损坏' }, format: 'binary' },
    {
      id: 'size',
      title: { en: 'Size of the bird', 'zh-CN': '鸟的大小' },
      format: 'class',
      classes: birdSizes,
      ordered: true,
    },
    { id: 'time', title: { en: 'Time of day', 'zh-CN': '时段' }, format: 'class', classes: birdTimes },
  ],
  count: 10_000,
};

export const birdstrikes: DatasetDescriptor<z.infer<typeof schema>> = {
  id: 'birdstrikes',
  view: 'table',
  synthetic: false,
  pack: 'birdstrikes',
  text: {
    title: { en: 'Bird strikes on aircraft', 'zh-CN': '飞机鸟击' },
    summary: {
      en: '10,000 collisions by speed, flight phase and month: was there damage, how large was the bird, at what time of day?',
      'zh-CN': '一万次鸟击，由速度、飞行阶段和月份预测：是否有损坏、鸟有多大、发生在什么时段。',
    },
    more: {
      en: 'Reports to the U.S. Federal Aviation Administration, public domain. A lesson in imbalance: damage is one report in nine, so that “never” is right in 89 % and accuracy says nothing; AUC and F1 do, and class weights help.',
      'zh-CN':
        '美国联邦航空管理局的报告，公有领域。这是类别不平衡的一课：九次中只有一次损坏，总猜“没有”就有 89% 正确，准确率毫无意义；应看 AUC 和 F1，类别权重会有帮助。',
    },
  },
  licence: 'U.S. government (FAA), public domain',
  schema,
  fields: [],
  signature: () => signature,
  async load(_options, context): Promise<Tensors> {
    const { loadTensorPack } = await import('./load-pack.ts');
    const pack = await loadTensorPack('birdstrikes', context);
    return {
      inputs: { strike: encodeTable(columns, pack) },
      targets: { damage: pack.numbers('damage'), size: pack.integers('size'), time: pack.integers('time') },
    };
  },
};
