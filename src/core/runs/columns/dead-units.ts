import type { ColumnInfo } from './types.ts';

/** The share of a layer’s rectified units that are 0 for every sample of a batch. */
export const deadUnits: ColumnInfo = {
  id: 'deadUnits',
  title: { en: 'Dead units', 'zh-CN': '死亡单元' },
  unit: null,
  per: 'node',
};
