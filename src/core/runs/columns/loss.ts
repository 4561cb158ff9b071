import type { ColumnInfo } from './types.ts';

/** Unweighted training loss of the step's batch. */
export const loss: ColumnInfo = { id: 'loss', title: { en: 'Loss', 'zh-CN': '损失' }, unit: null, per: 'task' };
