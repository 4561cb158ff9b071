import { z } from 'zod';
import { ok } from '../../util/diagnostics.ts';
import type { Block } from './block.ts';
import { Draft } from './draft.ts';
import { siteOf } from './site.ts';
import { count, expertsField, featureLayer, unitsField, unitsSchema, usualUnits } from './sizes.ts';
import { expertName, gateName } from './words.ts';

const schema = z.strictObject({ experts: count(1, 16).default(4), units: unitsSchema.default(32) });

/** Experts and one gate, which all tasks share. */
export const omoe: Block<z.infer<typeof schema>, 'omoe'> = {
  id: 'omoe',
  icon: 'IconAdjustments',
  text: {
    title: { en: 'OMoE: one gate for all', 'zh-CN': 'OMoE：共用一个门控' },
    summary: { en: 'Experts, blended by one gate that all tasks share.', 'zh-CN': '多个专家，由所有任务共用的一个门控融合。' },
    more: {
      en: 'A mixture of experts as one shared layer (Jacobs et al., 1991; Shazeer et al., 2017), the one-gate baseline of the MMoE paper (Ma et al., 2018). Every task sees the same blend: compare it with a gate per task.',
      'zh-CN':
        '把专家混合用作一个共享层（Jacobs 等，1991；Shazeer 等，2017），即 MMoE 论文中的单门控基线（Ma 等，2018）。所有任务得到同样的融合结果，可与每个任务一个门控相比较。',
    },
  },
  schema,
  fields: () => [expertsField, unitsField],
  suggest: (context) => ({ experts: 4, units: usualUnits(context) }),
  build(context, { experts, units }) {
    const site = siteOf(context);
    if (!site.ok) return site;
    const { project, source, edges } = site.value;
    const draft = new Draft(project, context.signature, source.position, context.language);
    const layer = featureLayer(site.value, units, 'relu');
    const made = Array.from({ length: experts }, (_, i) =>
      draft.add(layer.kind, 1, [source.id], layer.params, draft.name(expertName, undefined, i + 1)),
    );
    const gate = draft.add('mixture', 2, made, {}, draft.name(gateName));
    draft.wire(source.id, gate, 'gate');
    draft.redirect(edges, gate);
    return ok(draft.finish());
  },
};
