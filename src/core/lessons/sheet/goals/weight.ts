import { z } from 'zod';
import { firstTask, goalKind, name } from './kind.ts';

export const weight = goalKind({
  is: 'weight',
  title: { en: 'The weight of a task', 'zh-CN': '某任务的权重' },
  words: { en: 'Set the weight of {{task}} {{sense}} {{value}}.', 'zh-CN': '把“{{task}}”的权重设为{{sense}} {{value}}。' },
  fields: [
    { name: 'task', title: { en: 'Task', 'zh-CN': '任务' }, of: 'task' },
    { name: 'sense', title: { en: 'Is', 'zh-CN': '应' }, of: 'sense' },
    { name: 'value', title: { en: 'Value', 'zh-CN': '数值' }, of: { least: 0, most: 1000 } },
  ],
  schema: z.object({ task: name, sense: z.enum(['above', 'below']), value: z.number().min(0).max(1000) }),
  begin: (project) => ({ task: firstTask(project), sense: 'above' as const, value: 2 }),
  goal: ({ task, sense, value }) => ({ is: 'weight', task, [sense === 'above' ? 'atLeast' : 'atMost']: value }),
  at: ({ task }) => ({ of: 'task', task }),
});
