import type { ColumnInfo } from './types.ts';

/** The standard deviation of what a layer puts out over a batch. */
export const activationSpread: ColumnInfo = {
  id: 'activationSpread',
  title: { en: 'Spread of activations', 'zh-CN': '激活标准差' },
  unit: null,
  per: 'node',
};
