import { z } from 'zod';
import { goalKind } from './kind.ts';

export const conflictSeen = goalKind({
  is: 'conflictSeen',
  title: { en: 'Conflict was measured so often while it was looked at', 'zh-CN': '查看时已多次测得冲突' },
  words: {
    en: 'Train with the tab Conflict open until it was measured {{looks}} {{looks, time|times}}.',
    'zh-CN': '打开“冲突”标签页训练，直到测得 {{looks}} 次。',
  },
  fields: [{ name: 'looks', title: { en: 'Times', 'zh-CN': '次数' }, of: { least: 1, most: 100, whole: true } }],
  schema: z.object({ looks: z.int().min(1).max(100) }),
  begin: () => ({ looks: 10 }),
  goal: ({ looks }) => ({ is: 'conflictSeen', looks }),
  at: () => ({ of: 'tab', tab: 'conflict' }),
});
