import { z } from 'zod';
import { firstLayer, goalKind, name } from './kind.ts';

export const selected = goalKind({
  is: 'selected',
  title: { en: 'A layer is selected', 'zh-CN': '选中某层' },
  words: { en: 'Select {{node}}.', 'zh-CN': '选中“{{node}}”。' },
  fields: [{ name: 'node', title: { en: 'Layer', 'zh-CN': '层' }, of: 'node' }],
  schema: z.object({ node: name }),
  begin: (project) => ({ node: firstLayer(project) }),
  goal: ({ node }) => ({ is: 'selected', node }),
  at: ({ node }) => ({ of: 'node', node }),
});
