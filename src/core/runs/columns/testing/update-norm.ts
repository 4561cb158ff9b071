import type { ColumnInfo } from '../types.ts';

/** A quantity that somebody adds: this file and a line in the registry. */
export const updateNorm: ColumnInfo = {
  id: 'updateNorm',
  title: { en: 'Length of the update', 'zh-CN': '更新量的范数' },
  unit: '‰',
  per: 'run',
};
