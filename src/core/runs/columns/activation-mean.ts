import type { ColumnInfo } from './types.ts';

/** The mean of what a layer puts out over a batch. */
export const activationMean: ColumnInfo = {
  id: 'activationMean',
  title: { en: 'Mean activation', 'zh-CN': '激活均值' },
  unit: null,
  per: 'node',
};
