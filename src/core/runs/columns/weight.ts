import type { ColumnInfo } from './types.ts';

/** The λ of the document that acted in the step. */
export const weight: ColumnInfo = { id: 'weight', title: { en: 'Weight λ', 'zh-CN': '权重 λ' }, unit: null, per: 'task' };
