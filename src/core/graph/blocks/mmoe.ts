import { z } from 'zod';
import { ok } from '../../util/diagnostics.ts';
import type { Block } from './block.ts';
import { Draft } from './draft.ts';
import { branchesOf, siteOf } from './site.ts';
import { count, expertsField, featureLayer, unitsField, unitsSchema, usualUnits } from './sizes.ts';
import { expertName, gateName } from './words.ts';

const schema = z.strictObject({ experts: count(1, 16).default(4), units: unitsSchema.default(32) });

/** The same experts for all tasks, and a gate of each task's own over them. */
export const mmoe: Block<z.infer<typeof schema>, 'mmoe'> = {
  id: 'mmoe',
  icon: 'IconAdjustmentsHorizontal',
  text: {
    title: { en: 'MMoE: a gate per task', 'zh-CN': 'MMoE：每个任务一个门控' },
    summary: {
      en: 'Shared experts, and for each task a gate that blends them.',
      'zh-CN': '共享的专家，每个任务用自己的门控加以融合。',
    },
    more: {
      en: 'Multi-gate mixture of experts (Ma et al., KDD 2018): tasks choose, sample by sample, which experts they use, so unrelated tasks need not share everything. Watch the gates drift apart while training.',
      'zh-CN':
        '多门控专家混合（Ma 等，KDD 2018）：各任务逐样本选择使用哪些专家，因此不相关的任务不必共享一切。训练时可观察各门控逐渐分化。',
    },
  },
  schema,
  fields: () => [expertsField, unitsField],
  suggest: (context) => ({ experts: 4, units: usualUnits(context) }),
  build(context, { experts, units }) {
    const site = siteOf(context);
    if (!site.ok) return site;
    const branches = branchesOf(site.value, 1);
    if (!branches.ok) return branches;
    const { project, source, tasks } = branches.value;
    const draft = new Draft(project, context.signature, source.position, context.language, context.project);
    const layer = featureLayer(site.value, units, 'relu');
    const made = Array.from({ length: experts }, (_, i) =>
      draft.add(layer.kind, 1, [source.id], layer.params, draft.name(expertName, undefined, i + 1)),
    );
    for (const { task, edges } of tasks) {
      const gate = draft.add('mixture', 2, made, {}, draft.name(gateName, task));
      draft.wire(source.id, gate, 'gate');
      draft.redirect(edges, gate);
    }
    return ok(draft.finish());
  },
};
