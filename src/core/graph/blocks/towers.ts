import { z } from 'zod';
import { ok } from '../../util/diagnostics.ts';
import { headOf } from '../serving.ts';
import { addHead } from '../tasks.ts';
import { topologyOf } from '../topology.ts';
import type { Block } from './block.ts';
import { Draft } from './draft.ts';
import { branchesOf, siteOf } from './site.ts';
import { featureLayer, unitsField, unitsSchema, usualUnits } from './sizes.ts';
import { towerName } from './words.ts';

const schema = z.strictObject({ units: unitsSchema.default(32) });

/**
 * A layer of its own in front of every task's output. Tasks whose output is not connected yet are connected to the site; where all are,
 * those behind the site get their layer.
 */
export const towers: Block<z.infer<typeof schema>, 'towers'> = {
  id: 'towers',
  icon: 'IconArrowFork',
  text: {
    title: { en: 'Task-specific heads', 'zh-CN': '任务专属的任务头' },
    summary: {
      en: 'A layer of its own and an output for every task.',
      'zh-CN': '为每个任务添加专属层和输出。',
    },
    more: {
      en: 'Hard sharing in its oldest form (Caruana, 1997): one trunk, and for each task a small network behind it. Tasks without an output get one here; otherwise the tasks behind this place get a layer of their own.',
      'zh-CN':
        '最早的硬共享形式（Caruana，1997）：一个主干，每个任务在其后有一个小网络。尚无输出的任务会在此得到输出；否则此处之后的任务各得到一个专属层。',
    },
  },
  schema,
  fields: () => [unitsField],
  suggest: (context) => ({ units: Math.min(64, usualUnits(context)) }),
  build(context, { units }) {
    const site = siteOf(context);
    if (!site.ok) return site;
    const { incoming } = topologyOf(context.project.graph);
    const open = context.project.tasks.filter(({ id }) => {
      const head = headOf(context.project.graph, id);
      return !head || (incoming.get(head.id) ?? []).length === 0;
    });
    const branches = open.length > 0 ? ok({ ...site.value, tasks: [] }) : branchesOf(site.value, 1);
    if (!branches.ok) return branches;
    const { project, source, tasks } = branches.value;
    const withHeads = open.reduce((edited, { id }) => addHead(edited, id), project);
    const draft = new Draft(withHeads, context.signature, source.position, context.language, context.project);
    const layer = featureLayer(site.value, units, 'relu');
    const tower = (task: string): string => draft.add(layer.kind, 1, [source.id], layer.params, draft.name(towerName, task));
    const made = tasks.map(({ task, edges }) => ({ edges, id: tower(task) }));
    const opened = open.map(({ id }) => ({ head: headOf(draft.project.graph, id), id: tower(id) }));
    for (const { edges, id } of made) draft.redirect(edges, id);
    for (const { head, id } of opened) if (head) draft.feedHead(head, id);
    return ok(draft.finish());
  },
};
