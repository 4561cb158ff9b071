import { z } from 'zod';
import { goalKind } from '../kind.ts';

const text = (en: string) => ({ en, 'zh-CN': en });

/** A goal that no teacher can ask for: this file and a line in the registry. */
export const madeUpGoal = goalKind({
  is: 'madeUp',
  title: text('So many looks'),
  words: text('Look {{times}} times.'),
  fields: [{ name: 'times', title: text('Times'), of: { least: 1, most: 9, whole: true } }],
  schema: z.object({ times: z.int().min(1).max(9) }),
  begin: () => ({ times: 1 }),
  goal: ({ times }) => ({ is: 'conflictSeen', looks: times }),
  at: () => ({ of: 'train' }),
});
