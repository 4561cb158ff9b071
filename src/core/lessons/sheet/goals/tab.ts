import { z } from 'zod';
import { goalKind, name } from './kind.ts';

export const tab = goalKind({
  is: 'tab',
  title: { en: 'A tab is looked at', 'zh-CN': '查看某标签页' },
  words: { en: 'Look at the tab {{tab}}.', 'zh-CN': '查看“{{tab}}”标签页。' },
  fields: [{ name: 'tab', title: { en: 'Tab', 'zh-CN': '标签页' }, of: 'tab' }],
  schema: z.object({ tab: name }),
  begin: () => ({ tab: 'metrics' }),
  goal: (values) => ({ is: 'tab', tab: values.tab }),
  at: (values) => ({ of: 'tab', tab: values.tab }),
});
