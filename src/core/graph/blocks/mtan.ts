import { z } from 'zod';
import { ok } from '../../util/diagnostics.ts';
import type { Block } from './block.ts';
import { Draft } from './draft.ts';
import { branchesOf, siteOf } from './site.ts';
import { count, featureLayer, levelsField, unitsField, unitsSchema, usualUnits } from './sizes.ts';
import { maskName, sharedName } from './words.ts';

const schema = z.strictObject({ levels: count(1, 6).default(2), units: unitsSchema.default(32) });

/**
 * A shared trunk of `levels` layers p_1, p_2, …, and per task and level a mask σ(BN(h(ReLU(BN(g([u; a]))))) ⊙ p, where u is what the
 * trunk's layer reads and a what the task had at the level before. g and h are 1 × 1 convolutions, or Dense layers on rows.
 */
export const mtan: Block<z.infer<typeof schema>, 'mtan'> = {
  id: 'mtan',
  icon: 'IconMask',
  text: {
    title: { en: 'MTAN: attention per task', 'zh-CN': 'MTAN：任务注意力' },
    summary: {
      en: 'A shared trunk, of which each task picks features by masks.',
      'zh-CN': '共享主干，每个任务用掩码选取特征。',
    },
    more: {
      en: 'Multi-task attention network (Liu, Johns and Davison, CVPR 2019): a mask between 0 and 1 per task and level chooses among shared features, on rows or on images. It adds few weights per task and shares the whole trunk.',
      'zh-CN':
        '多任务注意力网络（Liu、Johns 与 Davison，CVPR 2019）：每个任务在每一层用 0 到 1 的掩码选取共享特征，适用于向量与图像。每个任务只增加少量权重，主干完全共享。',
    },
  },
  schema,
  fields: () => [levelsField, unitsField],
  suggest: (context) => ({ levels: 2, units: usualUnits(context) }),
  build(context, { levels, units }) {
    const site = siteOf(context);
    if (!site.ok) return site;
    const branches = branchesOf(site.value, 1);
    if (!branches.ok) return branches;
    const { project, source, tasks } = branches.value;
    const draft = new Draft(project, context.signature, source.position, context.language, context.project);
    const trunkLayer = featureLayer(site.value, units, 'relu');
    const maskLayer = featureLayer(site.value, units, 'none', 1);
    let read = source.id;
    let picked: readonly string[] = tasks.map(() => '');
    for (let level = 0; level < levels; level++) {
      const column = 7 * level + 1;
      const input = read;
      const trunk = draft.add(trunkLayer.kind, column, [input], trunkLayer.params, draft.name(sharedName, undefined, level + 1));
      picked = tasks.map(({ task }, t) => {
        const before = picked[t] ?? '';
        const joined = before === '' ? input : draft.add('concat', column, [input, before]);
        const steps: readonly (readonly [string, Record<string, unknown>])[] = [
          [maskLayer.kind, maskLayer.params],
          ['batchNorm', { momentum: 0.9 }],
          ['activation', { activation: 'relu' }],
          [maskLayer.kind, maskLayer.params],
          ['batchNorm', { momentum: 0.9 }],
        ];
        const logits = steps.reduce((last, [kind, params], i) => draft.add(kind, column + 1 + i, [last], params), joined);
        const mask = draft.add('activation', column + 6, [logits], { activation: 'sigmoid' }, draft.name(maskName, task));
        return draft.add('multiply', column + 7, [mask, trunk]);
      });
      read = trunk;
    }
    tasks.forEach(({ edges }, t) => {
      draft.redirect(edges, picked[t] ?? source.id);
    });
    return ok(draft.finish());
  },
};
