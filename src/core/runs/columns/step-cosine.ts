import type { ColumnInfo } from './types.ts';

/** Cosine of the weighted sum of gradients, along which the shared parameters are stepped, with a task's own: below 0 it makes that task worse. */
export const stepCosine: ColumnInfo = {
  id: 'stepCosine',
  title: { en: 'Cosine with the step', 'zh-CN': '与更新方向的余弦' },
  unit: null,
  per: 'task',
};
