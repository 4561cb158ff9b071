import { type ContenderKind, enabledIds, unweighted } from './contender.ts';

/** What `single` has beside it where its document was narrowed until all networks together cost as much as one that tasks share. */
export const equalCost = 'equalCost';

export const single: ContenderKind = {
  id: 'single',
  title: { en: 'Each task alone', 'zh-CN': '各任务单独训练' },
  summary: {
    en: 'The same network once per task, with all other tasks switched off: what the others are measured against.',
    'zh-CN': '每个任务用同样的网络单独训练一次，其他任务全部关闭：其余方案均与它相比。',
  },
  parts: (document) =>
    enabledIds(document).map((task) => {
      const alone = unweighted(document);
      return {
        id: task,
        tasks: [task],
        project: { ...alone, tasks: alone.tasks.map((one) => ({ ...one, enabled: one.id === task })) },
      };
    }),
};
