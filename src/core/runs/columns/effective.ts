import type { ColumnInfo } from './types.ts';

/** The weight with which a task's gradient really acted on what tasks share, where a balancing method had a say in it. */
export const effective: ColumnInfo = {
  id: 'effective',
  title: { en: 'Effective weight', 'zh-CN': '实际权重' },
  unit: null,
  per: 'task',
};
