import type { ColumnInfo } from './types.ts';

/** The lowest cosine of any two tasks' gradients over the parameters of a node. */
export const nodeCosine: ColumnInfo = {
  id: 'nodeCosine',
  title: { en: 'Lowest gradient cosine', 'zh-CN': '最低梯度余弦' },
  unit: null,
  per: 'node',
};
