import type { ColumnInfo } from './types.ts';

/** Inner products of the task gradients over the shared parameters, each task with itself too. */
export const gramian: ColumnInfo = {
  id: 'gramian',
  title: { en: 'Gradient product', 'zh-CN': '梯度内积' },
  unit: null,
  per: 'pair',
};
