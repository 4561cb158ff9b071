import { z } from 'zod';
import type { Project } from '../../project/schema.ts';
import { diagnostic, ok, type Result, refused } from '../../util/diagnostics.ts';
import { analyzeGraph } from '../analyze.ts';
import { addedNodes } from '../edits.ts';
import { picturedIn, spread } from '../place.ts';
import { servedTasks, tasksWithHeads } from '../serving.ts';
import { copiesOf, splitPerTask } from '../split.ts';
import { addTie } from '../ties.ts';
import { topologicalOrder } from '../topology.ts';
import type { Block, BlockContext } from './block.ts';

const schema = z.strictObject({ weight: z.number().min(0).max(1000).default(0.01) });

/** Every two of these nodes tied. */
function tieAll({ signature }: BlockContext, project: Project, ids: readonly string[], weight: number): Result<Project> {
  let tied = project;
  for (const [i, a] of ids.entries()) {
    for (const b of ids.slice(i + 1)) {
      const result = addTie(tied, signature, a, b, weight);
      if (!result.ok) return result;
      tied = result.value;
    }
  }
  return ok(tied);
}

/** A shared layer, and all shared ones behind it, becomes one per task; the copies of each are tied. */
function splitAndTie(context: BlockContext, id: string, weight: number): Result<Project> {
  const before = context.project;
  const split = splitPerTask(before, id);
  if (!split.ok) return split;
  const fresh = addedNodes(before, split.value);
  let project = spread(split.value, fresh, picturedIn(analyzeGraph(split.value, context.signature)));
  const groups = before.graph.nodes.map((node) => copiesOf(before, split.value, node.id));
  const found = analyzeGraph(project, context.signature).nodes;
  for (const group of groups) {
    if (group.some((node) => (found.get(node)?.parameterCount ?? 0) === 0)) continue;
    const tied = tieAll(context, project, group, weight);
    if (!tied.ok) return tied;
    project = tied.value;
  }
  return ok(project);
}

/** The last layer with weights that serves several tasks: what becomes twins where nothing is selected. */
function lastShared({ project, signature }: BlockContext): string | undefined {
  const served = servedTasks(project.graph, tasksWithHeads(project));
  const found = analyzeGraph(project, signature).nodes;
  return topologicalOrder(project.graph).order.findLast(
    ({ id }) => (served.get(id)?.length ?? 0) > 1 && (found.get(id)?.parameterCount ?? 0) > 0,
  )?.id;
}

/** Twin layers whose weights are drawn together. */
export const softSharing: Block<z.infer<typeof schema>, 'softSharing'> = {
  id: 'softSharing',
  icon: 'IconLink',
  text: {
    title: { en: 'Soft sharing', 'zh-CN': '软共享' },
    summary: {
      en: 'Layers of two tasks keep weights of their own, which are drawn together.',
      'zh-CN': '两个任务各自保留权重，并使其相互靠近。',
    },
    more: {
      en: 'Adds λ·Σ(θ_a − θ_b)² over the weights of twin layers to the loss (Duong et al., 2015), drawn as a dashed line. Small λ lets tasks differ, large λ comes near to hard sharing. One shared layer selected: it is split per task first.',
      'zh-CN':
        '在损失中加入 λ·Σ(θ_a − θ_b)²，作用于成对层的权重（Duong 等，2015），以虚线表示。λ 小则任务可以不同，λ 大则接近硬共享。若选中一个共享层，会先按任务拆分。',
    },
  },
  schema,
  fields: () => [
    {
      name: 'weight',
      title: { en: 'Weight λ', 'zh-CN': '权重 λ' },
      help: {
        en: 'How strongly the weights are drawn together.',
        'zh-CN': '权重相互靠近的力度。',
      },
      control: 'number',
      min: 0,
      max: 1000,
      step: 0.01,
    },
  ],
  suggest: () => ({ weight: 0.01 }),
  build(context, { weight }) {
    const { nodes, edge } = context.place;
    const [only = edge === null ? lastShared(context) : undefined, ...others] = nodes;
    if (only === undefined) return refused(diagnostic('tie.twoLayers'));
    return others.length === 0 ? splitAndTie(context, only, weight) : tieAll(context, context.project, nodes, weight);
  },
};
