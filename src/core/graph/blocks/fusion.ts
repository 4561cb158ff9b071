import { z } from 'zod';
import { describeShape, sameShape } from '../../program/shapes.ts';
import { headKind } from '../../project/schema.ts';
import { diagnostic, ok, refused } from '../../util/diagnostics.ts';
import { analyzeGraph } from '../analyze.ts';
import { nodeLabel } from '../catalogue.ts';
import { topologyOf, upstream } from '../topology.ts';
import type { Block } from './block.ts';
import { Draft } from './draft.ts';
import { featureLayer } from './sizes.ts';
import { fusionName } from './words.ts';

const schema = z.strictObject({ mode: z.enum(['concat', 'add', 'gated']).default('concat') });

/**
 * Two or more layers become one: joined end to end, added, or blended by a gate that reads them all. What they fed, and does not lead to
 * one of them, reads the result. Where shapes differ, Dense layers make them equal for adding and blending.
 */
export const fusion: Block<z.infer<typeof schema>, 'fusion'> = {
  id: 'fusion',
  icon: 'IconArrowMerge',
  text: {
    title: { en: 'Fusion', 'zh-CN': '融合' },
    summary: {
      en: 'Joins the selected layers: concat, add, or a learned gate.',
      'zh-CN': '融合选中的层：拼接、相加或可学习的门控。',
    },
    more: {
      en: 'Brings branches or sources together for all that follows. Concat keeps everything, Add is cheapest, and a gate decides sample by sample whom to trust (Arevalo et al., Gated multimodal units, 2017).',
      'zh-CN':
        '把多个分支或来源汇合，供其后使用。拼接保留全部信息，相加最省，门控则逐样本决定更相信哪一个（Arevalo 等，门控多模态单元，2017）。',
    },
  },
  schema,
  fields: () => [
    {
      name: 'mode',
      title: { en: 'How', 'zh-CN': '方式' },
      help: { en: 'How the layers become one.', 'zh-CN': '各层以何种方式合而为一。' },
      control: 'choice',
      options: [
        { value: 'concat', title: { en: 'concat', 'zh-CN': '拼接' } },
        { value: 'add', title: { en: 'add', 'zh-CN': '相加' } },
        { value: 'gated', title: { en: 'gated', 'zh-CN': '门控' } },
      ],
    },
  ],
  suggest: () => ({ mode: 'concat' }),
  build({ project, signature, place, language }, { mode }) {
    const { nodes, outgoing } = topologyOf(project.graph);
    const chosen = place.nodes.flatMap((id) => nodes.get(id) ?? []).filter(({ kind }) => kind !== headKind);
    const first = chosen[0];
    if (!first || chosen.length < 2) return refused(diagnostic('block.severalNodes'));
    const found = analyzeGraph(project, signature).nodes;
    const shapes = chosen.map(({ id }) => found.get(id)?.shape ?? null);
    const lost = chosen.find((_, i) => shapes[i] === null);
    if (lost) return refused(diagnostic('block.noShape', { node: nodeLabel(lost, project) }, `node:${lost.id}`));
    const shape = shapes[0] ?? [];
    const odd = shapes.find((other) => other && !sameShape(other.slice(0, -1), shape.slice(0, -1)));
    if (odd)
      return refused(diagnostic('layer.expertShapes', { a: describeShape(shape), b: describeShape(odd) }, `node:${first.id}`));

    const before = upstream(
      project.graph,
      chosen.map(({ id }) => id),
    );
    const edges = chosen.flatMap(({ id }) => (outgoing.get(id) ?? []).filter(({ target }) => !before.has(target)));
    const x = Math.max(...chosen.map(({ position }) => position.x));
    const y = chosen.reduce((sum, { position }) => sum + position.y, 0) / chosen.length;
    const draft = new Draft(project, signature, { x, y }, language);
    const ids = chosen.map(({ id }) => id);
    const equal = shapes.every((other) => other && sameShape(other, shape));
    const units = shape.at(-1) ?? 1;
    const layer = featureLayer({ shape }, units, 'none', 1);
    const column = mode === 'concat' || equal ? 1 : 2;
    const parts = column === 1 ? ids : ids.map((id) => draft.add(layer.kind, 1, [id], layer.params));
    let fused = '';
    if (mode === 'gated') {
      const joined = draft.add('concat', column, ids);
      fused = draft.add('mixture', column + 1, parts, {}, draft.name(fusionName));
      draft.wire(joined, fused, 'gate');
    } else fused = draft.add(mode, column, parts, {}, draft.name(fusionName));
    draft.redirect(edges, fused);
    return ok(draft.finish());
  },
};
