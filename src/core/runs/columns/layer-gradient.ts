import type { ColumnInfo } from './types.ts';

/** The L2 norm of the weighted loss’s gradient over a layer’s parameters. */
export const layerGradient: ColumnInfo = {
  id: 'layerGradient',
  title: { en: 'Gradient norm of a layer', 'zh-CN': '层的梯度范数' },
  unit: null,
  per: 'node',
};
