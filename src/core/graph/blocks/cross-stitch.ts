import { z } from 'zod';
import type { Project } from '../../project/schema.ts';
import { diagnostic, ok, type Result, refused } from '../../util/diagnostics.ts';
import { nodeLabel } from '../catalogue.ts';
import { downstream, topologyOf } from '../topology.ts';
import type { Block, BlockContext } from './block.ts';
import { Draft } from './draft.ts';
import { branchesOf, siteOf } from './site.ts';
import { count, countField, featureLayer, levelsField, unitsField, unitsSchema, usualUnits } from './sizes.ts';
import { branchName, stitchName } from './words.ts';

interface Sizes {
  readonly levels: number;
  readonly units: number;
  readonly subspaces: number;
  /** At the end of each branch a learned sum over all its levels. */
  readonly skips: boolean;
}

/** A learned sum per branch over all of `layers`, its own first. */
function stitched(
  draft: Draft,
  layers: readonly string[],
  column: number,
  subspaces: number,
  name: (i: number) => string,
): string[] {
  return layers.map((own, i) => {
    const others = layers.filter((other) => other !== own);
    return draft.add('learnedSum', column, [own, ...others], { subspaces }, name(i));
  });
}

/** Branches of the tasks' own from the site, stitched together after each of their layers. */
function fromSite(context: BlockContext, { levels, units, subspaces, skips }: Sizes): Result<Project> {
  const site = siteOf(context);
  if (!site.ok) return site;
  const branches = branchesOf(site.value, 2);
  if (!branches.ok) return branches;
  const { project, source, tasks } = branches.value;
  const draft = new Draft(project, context.signature, source.position, context.language, context.project);
  const layer = featureLayer(site.value, units, 'relu');
  const passed: string[][] = tasks.map(() => []);
  let paths = tasks.map(() => source.id);
  for (let level = 0; level < levels; level++) {
    const own = tasks.map(({ task }, t) =>
      draft.add(layer.kind, 2 * level + 1, [paths[t] ?? source.id], layer.params, draft.name(branchName, task)),
    );
    paths = stitched(draft, own, 2 * level + 2, subspaces, (t) => draft.name(stitchName, tasks[t]?.task));
    paths.forEach((id, t) => {
      passed[t]?.push(id);
    });
  }
  tasks.forEach(({ edges }, t) => {
    const levelsOfTask = passed[t] ?? [];
    const last = levelsOfTask.at(-1) ?? source.id;
    const end =
      skips && levelsOfTask.length > 1
        ? draft.add('learnedSum', 2 * levels + 1, levelsOfTask.toReversed(), {}, draft.name(stitchName, tasks[t]?.task))
        : last;
    draft.redirect(edges, end);
  });
  return ok(draft.finish());
}

/** Learned sums behind layers that stand side by side already: each takes what its own layer fed. */
function behindNodes(context: BlockContext, subspaces: number): Result<Project> {
  const { project, place, signature, language } = context;
  const { nodes, outgoing } = topologyOf(project.graph);
  const chosen = place.nodes.flatMap((id) => nodes.get(id) ?? []);
  for (const node of chosen) {
    const after = downstream(
      project.graph,
      (outgoing.get(node.id) ?? []).map(({ target }) => target),
    );
    const other = chosen.find(({ id }) => after.has(id));
    if (other) {
      return refused(
        diagnostic('block.oneBehindOther', { a: nodeLabel(node, project), b: nodeLabel(other, project) }, `node:${other.id}`),
      );
    }
  }
  const x = Math.max(...chosen.map(({ position }) => position.x));
  const y = chosen.reduce((sum, { position }) => sum + position.y, 0) / chosen.length;
  const draft = new Draft(project, signature, { x, y }, language);
  const sums = stitched(
    draft,
    chosen.map(({ id }) => id),
    1,
    subspaces,
    () => draft.name(stitchName),
  );
  const own = new Set(sums);
  chosen.forEach(({ id }, i) => {
    const edges = (topologyOf(draft.project.graph).outgoing.get(id) ?? []).filter(({ target }) => !own.has(target));
    draft.redirect(edges, sums[i] ?? id);
  });
  return ok(draft.finish());
}

const build = (context: BlockContext, sizes: Sizes): Result<Project> =>
  context.place.edge === null && context.place.nodes.length > 1
    ? behindNodes(context, sizes.subspaces)
    : fromSite(context, sizes);

const stitchSchema = z.strictObject({ levels: count(1, 6).default(2), units: unitsSchema.default(32) });

export const crossStitch: Block<z.infer<typeof stitchSchema>, 'crossStitch'> = {
  id: 'crossStitch',
  icon: 'IconArrowsCross',
  text: {
    title: { en: 'Cross-stitch', 'zh-CN': '十字绣网络' },
    summary: {
      en: 'A branch per task; after each layer learned sums mix the branches.',
      'zh-CN': '每个任务一个分支，每层之后以可学习的加权和混合各分支。',
    },
    more: {
      en: 'Cross-stitch units (Misra et al., CVPR 2016) begin with 0.9 of the own branch and 0.1 of the others, and learn how much to share at each depth. With several layers selected, it stitches those instead of making new ones.',
      'zh-CN':
        '十字绣单元（Misra 等，CVPR 2016）开始时取 0.9 的自身分支和 0.1 的其他分支，并在每一深度学习共享多少。选中多个层时，直接连接这些层而不新建分支。',
    },
  },
  schema: stitchSchema,
  fields: ({ place }) => (place.nodes.length > 1 ? [] : [levelsField, unitsField]),
  suggest: (context) => ({ levels: 2, units: usualUnits(context) }),
  build: (context, sizes) => build(context, { ...sizes, subspaces: 1, skips: false }),
};

const subspacesField = countField(
  'subspaces',
  { en: 'Subspaces', 'zh-CN': '子空间数' },
  { en: 'Into how many parts each layer is cut. Must divide the units.', 'zh-CN': '每层切成多少份，必须能整除单元数。' },
  1,
  16,
);
const sluiceSchema = z.strictObject({ ...stitchSchema.shape, subspaces: count(1, 16).default(2) });

export const sluice: Block<z.infer<typeof sluiceSchema>, 'sluice'> = {
  id: 'sluice',
  icon: 'IconGitMerge',
  text: {
    title: { en: 'Sluice network', 'zh-CN': '水闸网络' },
    summary: {
      en: 'Cross-stitch on parts of layers, with learned layer skips.',
      'zh-CN': '在层的子空间上做十字绣，并学习各层的跳接。',
    },
    more: {
      en: 'Sluice networks (Ruder et al., AAAI 2019) learn what to share in three ways: which subspaces, at which layers, and from which layer each task reads. Cross-stitch and hard sharing are special cases.',
      'zh-CN':
        '水闸网络（Ruder 等，AAAI 2019）从三方面学习共享：共享哪些子空间、在哪些层共享、各任务从哪一层读取。十字绣和硬共享都是它的特例。',
    },
  },
  schema: sluiceSchema,
  fields: ({ place }) => (place.nodes.length > 1 ? [subspacesField] : [levelsField, unitsField, subspacesField]),
  suggest(context) {
    const units = usualUnits(context);
    return { levels: 2, units, subspaces: units % 2 === 0 ? 2 : 1 };
  },
  build: (context, sizes) => build(context, { ...sizes, skips: true }),
};
