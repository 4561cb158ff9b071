import { z } from 'zod';
import { goalKind } from './kind.ts';

export const reported = goalKind({
  is: 'reported',
  title: { en: 'A comparison is finished', 'zh-CN': '完成一次比较' },
  words: { en: 'Let a comparison run to its end in the tab Compare.', 'zh-CN': '在“比较”标签页中完成一次比较。' },
  fields: [],
  schema: z.object({}),
  begin: () => ({}),
  goal: () => ({ is: 'reported' }),
  at: () => ({ of: 'tab', tab: 'compare' }),
});
