import { z } from 'zod';
import { goalKind, name } from './kind.ts';

export const method = goalKind({
  is: 'method',
  title: { en: 'A balancing method is chosen', 'zh-CN': '选用某平衡方法' },
  words: { en: 'Balance the tasks by {{method}}.', 'zh-CN': '用“{{method}}”平衡任务。' },
  fields: [{ name: 'method', title: { en: 'Balancing method', 'zh-CN': '平衡方法' }, of: 'method' }],
  schema: z.object({ method: name }),
  begin: () => ({ method: 'pcgrad' }),
  goal: (values) => ({ is: 'method', method: values.method }),
  at: () => ({ of: 'balancing' }),
});
