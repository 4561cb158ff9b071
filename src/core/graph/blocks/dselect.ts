import { z } from 'zod';
import { ok } from '../../util/diagnostics.ts';
import type { Block } from './block.ts';
import { Draft } from './draft.ts';
import { branchesOf, siteOf } from './site.ts';
import { count, countField, expertsField, featureLayer, unitsField, unitsSchema, usualUnits } from './sizes.ts';
import { expertName, gateName } from './words.ts';

const schema = z.strictObject({
  experts: count(2, 16).default(4),
  selectors: count(1, 16).default(2),
  units: unitsSchema.default(32),
  choice: z.enum(['task', 'sample']).default('task'),
});

/** Shared experts of which each task's selector learns to keep a few. */
export const dselect: Block<z.infer<typeof schema>, 'dselect'> = {
  id: 'dselect',
  icon: 'IconListCheck',
  text: {
    title: { en: 'DSelect-k: a few experts per task', 'zh-CN': 'DSelect-k：每任务少数专家' },
    summary: {
      en: 'Shared experts; each task learns which k of them to keep.',
      'zh-CN': '共享专家，每个任务学习只保留其中 k 个。',
    },
    more: {
      en: 'Selectors that stay differentiable and end at exactly k experts (Hazimeh et al., NeurIPS 2021). With a choice per task the kept experts show which tasks belong together.',
      'zh-CN':
        '选择器在训练中保持可微，最终恰好保留 k 个专家（Hazimeh 等，NeurIPS 2021）。按任务选择时，保留的专家显示出哪些任务彼此相近。',
    },
  },
  schema,
  fields: () => [
    { ...expertsField, control: 'integer', min: 2, max: 16 },
    countField(
      'selectors',
      { en: 'Kept per task (k)', 'zh-CN': '每任务保留（k）' },
      { en: 'How many experts a task keeps at the most.', 'zh-CN': '每个任务最多保留多少个专家。' },
      1,
      16,
    ),
    unitsField,
    {
      name: 'choice',
      title: { en: 'Chosen', 'zh-CN': '选择方式' },
      help: {
        en: 'Once for the whole task, or for each sample from its features.',
        'zh-CN': '整个任务统一选择，或根据特征逐样本选择。',
      },
      control: 'choice',
      options: [
        { value: 'task', title: { en: 'per task', 'zh-CN': '按任务' } },
        { value: 'sample', title: { en: 'per sample', 'zh-CN': '按样本' } },
      ],
    },
  ],
  suggest: (context) => ({ experts: 4, selectors: 2, units: usualUnits(context), choice: 'task' }),
  build(context, { experts, selectors, units, choice }) {
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
      const gate = draft.add('selector', 2, made, { selectors }, draft.name(gateName, task));
      if (choice === 'sample') draft.wire(source.id, gate, 'gate');
      draft.redirect(edges, gate);
    }
    return ok(draft.finish());
  },
};
