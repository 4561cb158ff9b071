import { z } from 'zod';
import { firstTask, goalKind, name } from './kind.ts';

export const metric = goalKind({
  is: 'metric',
  title: { en: 'A metric or the loss of a task on validation data', 'zh-CN': '某任务在验证数据上的指标或损失' },
  words: {
    en: 'Bring {{metric}} of {{task}} {{sense}} {{value}} on validation data.',
    'zh-CN': '使“{{task}}”在验证数据上的{{metric}}{{sense}} {{value}}。',
  },
  fields: [
    { name: 'task', title: { en: 'Task', 'zh-CN': '任务' }, of: 'task' },
    { name: 'metric', title: { en: 'Metric', 'zh-CN': '指标' }, of: 'metric' },
    { name: 'sense', title: { en: 'Is', 'zh-CN': '应' }, of: 'sense' },
    { name: 'value', title: { en: 'Value', 'zh-CN': '数值' }, of: { least: -1e9, most: 1e9 } },
  ],
  schema: z.object({ task: name, metric: name, sense: z.enum(['above', 'below']), value: z.number() }),
  begin: (project) => ({ task: firstTask(project), metric: 'loss', sense: 'below' as const, value: 0.3 }),
  goal: ({ task, metric, sense, value }) => ({ is: 'metric', task, metric, [sense]: value }),
  at: ({ task }) => ({ of: 'task', task }),
});
