import { z } from 'zod';
import type { Project } from '../../project/schema.ts';
import { ok, type Result } from '../../util/diagnostics.ts';
import type { Block, BlockContext } from './block.ts';
import { Draft } from './draft.ts';
import { branchesOf, siteOf } from './site.ts';
import { count, countField, expertsField, featureLayer, levelsField, unitsField, unitsSchema, usualUnits } from './sizes.ts';
import { expertName, gateName, sharedName } from './words.ts';

interface Sizes {
  /** Shared experts at each level. */
  readonly experts: number;
  /** Experts of each task at each level. */
  readonly own: number;
  readonly units: number;
  readonly levels: number;
}

const ownField = countField(
  'own',
  { en: 'Experts per task', 'zh-CN': '每任务专家数' },
  { en: 'How many experts each task has to itself.', 'zh-CN': '每个任务专属的专家数。' },
  1,
  16,
);

/**
 * `levels` of customized gate control: at each, a task's gate blends the task's own and the shared experts, and, where another level
 * follows, a shared gate blends all of them into the shared path. Own experts read their task's path, shared ones the shared path; all
 * begin at the site.
 */
function build(context: BlockContext, { experts, own, units, levels }: Sizes): Result<Project> {
  const site = siteOf(context);
  if (!site.ok) return site;
  const branches = branchesOf(site.value, 2);
  if (!branches.ok) return branches;
  const { project, source, tasks } = branches.value;
  const draft = new Draft(project, context.signature, source.position, context.language, context.project);
  const layer = featureLayer(site.value, units, 'relu');
  let shared = source.id;
  let paths = tasks.map(() => source.id);
  for (let level = 0; level < levels; level++) {
    const column = 2 * level + 1;
    const makeExperts = (number: number, input: string, name: (i: number) => string): string[] =>
      Array.from({ length: number }, (_, i) => draft.add(layer.kind, column, [input], layer.params, name(i + 1)));
    const owned = tasks.map(({ task }, t) =>
      makeExperts(own, paths[t] ?? source.id, (i) => draft.name(expertName, task, own > 1 ? i : undefined)),
    );
    const common = makeExperts(experts, shared, (i) => `${draft.name(sharedName)} ${i}`);
    const gates = tasks.map(({ task }, t) => {
      const gate = draft.add('mixture', column + 1, [...(owned[t] ?? []), ...common], {}, draft.name(gateName, task));
      draft.wire(paths[t] ?? source.id, gate, 'gate');
      return gate;
    });
    if (level + 1 < levels) {
      const gate = draft.add(
        'mixture',
        column + 1,
        [...owned.flat(), ...common],
        {},
        `${draft.name(gateName)} · ${draft.name(sharedName)}`,
      );
      draft.wire(shared, gate, 'gate');
      shared = gate;
    }
    paths = gates;
  }
  tasks.forEach(({ edges }, t) => {
    draft.redirect(edges, paths[t] ?? source.id);
  });
  return ok(draft.finish());
}

const cgcSchema = z.strictObject({
  experts: count(1, 16).default(2),
  own: count(1, 16).default(1),
  units: unitsSchema.default(32),
});

/** One level of PLE. */
export const cgc: Block<z.infer<typeof cgcSchema>, 'cgc'> = {
  id: 'cgc',
  icon: 'IconArrowsSplit2',
  text: {
    title: { en: 'CGC: shared and own experts', 'zh-CN': 'CGC：共享专家与专属专家' },
    summary: {
      en: 'Each task blends its own experts with the shared ones.',
      'zh-CN': '每个任务把专属专家与共享专家融合。',
    },
    more: {
      en: 'Customized gate control (Tang et al., RecSys 2020): what a task learns in its own experts cannot be disturbed by the others, which counters negative transfer. One level of PLE.',
      'zh-CN': '定制门控（Tang 等，RecSys 2020）：任务在专属专家中学到的内容不会受其他任务干扰，可缓解负迁移。它是 PLE 的一层。',
    },
  },
  schema: cgcSchema,
  fields: () => [expertsField, ownField, unitsField],
  suggest: (context) => ({ experts: 2, own: 1, units: usualUnits(context) }),
  build: (context, sizes) => build(context, { ...sizes, levels: 1 }),
};

const pleSchema = z.strictObject({ ...cgcSchema.shape, levels: count(1, 6).default(2) });

export const ple: Block<z.infer<typeof pleSchema>, 'ple'> = {
  id: 'ple',
  icon: 'IconStairsUp',
  text: {
    title: { en: 'PLE: several levels of CGC', 'zh-CN': 'PLE：多层 CGC' },
    summary: {
      en: 'Levels of own and shared experts, with a shared path between.',
      'zh-CN': '多层专属与共享专家，层间有一条共享通路。',
    },
    more: {
      en: 'Progressive layered extraction (Tang et al., RecSys 2020): from level to level tasks separate more, while the shared path goes on learning from all experts. The strongest of the gated architectures on many recommender data sets.',
      'zh-CN':
        '渐进分层提取（Tang 等，RecSys 2020）：逐层加深任务之间的分离，共享通路则持续从所有专家学习。在许多推荐数据集上是效果最好的门控结构。',
    },
  },
  schema: pleSchema,
  fields: () => [levelsField, expertsField, ownField, unitsField],
  suggest: (context) => ({ experts: 2, own: 1, units: usualUnits(context), levels: 2 }),
  build,
};
