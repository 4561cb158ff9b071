import type { ColumnInfo } from './types.ts';

/** Length of a task's gradient over the shared parameters. */
export const gradientNorm: ColumnInfo = {
  id: 'gradientNorm',
  title: { en: 'Gradient norm', 'zh-CN': '梯度范数' },
  unit: null,
  per: 'task',
};
