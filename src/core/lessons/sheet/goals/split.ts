import { z } from 'zod';
import { firstLayer, goalKind, name } from './kind.ts';

export const split = goalKind({
  is: 'split',
  title: { en: 'A layer is no longer shared', 'zh-CN': '某层不再共享' },
  words: { en: 'Let no two tasks share {{node}} any more.', 'zh-CN': '让任务不再共享“{{node}}”。' },
  fields: [{ name: 'node', title: { en: 'Layer', 'zh-CN': '层' }, of: 'node' }],
  schema: z.object({ node: name }),
  begin: (project) => ({ node: firstLayer(project) }),
  goal: ({ node }) => ({ is: 'split', node }),
  at: ({ node }) => ({ of: 'node', node }),
});
