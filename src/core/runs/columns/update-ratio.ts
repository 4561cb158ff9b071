import type { ColumnInfo } from './types.ts';

/** ‖Δθ‖ / ‖θ‖ of the optimiser’s step over a layer’s parameters. */
export const updateRatio: ColumnInfo = {
  id: 'updateRatio',
  title: { en: 'Update to weight', 'zh-CN': '更新与权重之比' },
  unit: null,
  per: 'node',
};
