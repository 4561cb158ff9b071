import { z } from 'zod';
import { goalKind } from '../kind.ts';

const text = (en: string) => ({ en, 'zh-CN': en });

/** A goal that no teacher can ask for: this file and a line in the registry. */
export const madeUpGoal = goalKind({
  is: 'madeUp',
  title: text('So many walks'),
  words: text('Walk with {{walks}} methods.'),
  fields: [{ name: 'walks', title: text('Walks'), of: { least: 1, most: 9, whole: true } }],
  schema: z.object({ walks: z.int().min(1).max(9) }),
  begin: () => ({ walks: 1 }),
  goal: ({ walks }) => ({ is: 'conflictSeen', looks: walks }),
  at: () => ({ of: 'train' }),
});
