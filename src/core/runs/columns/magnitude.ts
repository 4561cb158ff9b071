import type { ColumnInfo } from './types.ts';

/** 2·‖g_i‖·‖g_j‖ / (‖g_i‖² + ‖g_j‖²) over the shared parameters: 1 for gradients of one length. */
export const magnitude: ColumnInfo = {
  id: 'magnitude',
  title: { en: 'Magnitude similarity', 'zh-CN': '梯度大小相似度' },
  unit: null,
  per: 'pair',
};
