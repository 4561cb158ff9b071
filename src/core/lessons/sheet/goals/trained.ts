import { z } from 'zod';
import { goalKind } from './kind.ts';

export const trained = goalKind({
  is: 'trained',
  title: { en: 'Trained for so many epochs', 'zh-CN': '训练若干轮' },
  words: { en: 'Train for {{epochs}} {{epochs, epoch|epochs}}.', 'zh-CN': '训练 {{epochs}} 轮。' },
  fields: [{ name: 'epochs', title: { en: 'Epochs', 'zh-CN': '轮数' }, of: { least: 1, most: 100_000, whole: true } }],
  schema: z.object({ epochs: z.int().min(1).max(100_000) }),
  begin: ({ training }) => ({ epochs: training.epochs }),
  goal: ({ epochs }) => ({ is: 'trained', epochs }),
  at: () => ({ of: 'train' }),
});
