import { z } from 'zod';
import type { DataSignature } from '../project/signature.ts';
import { encodeTable, type TableColumn, tableFeatures } from './table.ts';
import type { DatasetDescriptor, Tensors } from './types.ts';

const schema = z.strictObject({});

export const weatherTypes: readonly string[] = ['drizzle', 'rain', 'sun', 'snow', 'fog'];
export const weatherCities: readonly string[] = ['Seattle', 'New York'];

const weatherTitles = ['毛毛雨', '雨', '晴', '雪', '雾'];
const columns: readonly TableColumn[] = [
  {
    kind: 'number',
    name: 'precipitation',
    title: { en: 'Precipitation', 'zh-CN': '降水量' },
    unit: 'mm',
    mean: 2.95,
    deviation: 7.7,
    range: [0, 60],
  },
  {
    kind: 'number',
    name: 'temp_max',
    title: { en: 'Highest temperature', 'zh-CN': '最高气温' },
    unit: '°C',
    mean: 16.8,
    deviation: 8.64,
    range: [-8, 38],
  },
  {
    kind: 'number',
    name: 'temp_min',
    title: { en: 'Lowest temperature', 'zh-CN': '最低气温' },
    unit: '°C',
    mean: 8.6,
    deviation: 7.51,
    range: [-16, 27],
  },
  {
    kind: 'number',
    name: 'wind',
    title: { en: 'Wind', 'zh-CN': '风速' },
    unit: 'm/s',
    mean: 4.1,
    deviation: 1.88,
    range: [0, 16],
  },
  {
    kind: 'number',
    name: 'winter',
    title: { en: 'Winter (1) or summer (−1)', 'zh-CN': '冬（1）或夏（−1）' },
    mean: 0,
    deviation: 1,
    range: [-1, 1],
  },
  {
    kind: 'number',
    name: 'spring',
    title: { en: 'Spring (1) or autumn (−1)', 'zh-CN': '春（1）或秋（−1）' },
    mean: 0,
    deviation: 1,
    range: [-1, 1],
  },
  {
    kind: 'category',
    name: 'type',
    title: { en: 'Weather', 'zh-CN': '天气' },
    options: weatherTypes.map((en, i) => ({ en, 'zh-CN': weatherTitles[i] ?? en })),
  },
];
const features = tableFeatures(columns);
/** The next day's temperature stands in units of ten degrees from ten degrees. */
const degreesPerUnit = 10;
const degreesAtZero = 10;

const signature: DataSignature = {
  inputs: [{ id: 'today', shape: [features.length], dtype: 'f32', features }],
  targets: [
    { id: 'nextType', title: { en: 'Tomorrow’s weather', 'zh-CN': '明日天气' }, format: 'class', classes: weatherTypes },
    { id: 'city', title: { en: 'City is New York', 'zh-CN': '城市为纽约' }, format: 'binary' },
    {
      id: 'nextMaximum',
      title: { en: 'Tomorrow’s highest temperature', 'zh-CN': '明日最高气温' },
      format: 'values',
      size: 1,
      unit: '°C',
      scale: degreesPerUnit,
      offset: degreesAtZero,
    },
  ],
  count: 2920,
};

export const weather: DatasetDescriptor<z.infer<typeof schema>> = {
  id: 'weather',
  view: 'table',
  synthetic: false,
  pack: 'weather',
  text: {
    title: { en: 'Weather of two cities', 'zh-CN': '两座城市的天气' },
    summary: {
      en: '2,920 days of Seattle and New York: what will tomorrow be like, how warm, and which city is it?',
      'zh-CN': '西雅图与纽约的 2,920 天：明天天气如何、多暖和，以及这是哪座城市。',
    },
    more: {
      en: 'Daily records of NOAA, 2012–2015, public domain. Tomorrow’s weather is hard to know (about 60 % against 50 % for always “sun”), the city reaches about 75 %, and tomorrow’s temperature should beat today’s (mean error 2.6 °C).',
      'zh-CN':
        'NOAA 每日记录（2012–2015），公有领域。明日天气难以预测（约 60%，总猜晴天为 50%），城市约 75%，明日气温应优于直接用今日气温（平均误差 2.6 °C）。',
    },
  },
  licence: 'U.S. government (NOAA), public domain',
  schema,
  fields: [],
  signature: () => signature,
  async load(_options, context): Promise<Tensors> {
    const { loadTensorPack } = await import('./load-pack.ts');
    const pack = await loadTensorPack('weather', context);
    return {
      inputs: { today: encodeTable(columns, pack) },
      targets: {
        nextType: pack.integers('nextType'),
        city: pack.numbers('city'),
        nextMaximum: pack.numbers('nextMaximum').map((degrees) => (degrees - degreesAtZero) / degreesPerUnit),
      },
    };
  },
};
