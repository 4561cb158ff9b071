import type { ColumnInfo } from './types.ts';

/** Cosine of two tasks' gradients over the shared parameters: below 0 they pull apart. */
export const cosine: ColumnInfo = {
  id: 'cosine',
  title: { en: 'Gradient cosine', 'zh-CN': '梯度余弦' },
  unit: null,
  per: 'pair',
};
