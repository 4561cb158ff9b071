import type { GraphNode, Project } from '../project/schema.ts';
import type { DataSignature } from '../project/signature.ts';
import { diagnostic, ok, type Result, refused } from '../util/diagnostics.ts';
import { analyzeGraph } from './analyze.ts';
import { catalogue } from './catalogue.ts';
import { addedNodes } from './edits.ts';
import { mergeNodes } from './merge.ts';
import { picturedIn, spread } from './place.ts';
import { isLogits, servedTasks, sharedChain, tasksWithHeads } from './serving.ts';
import { splitPerTask } from './split.ts';
import { valueNumbers } from './value-numbers.ts';

/** How many layers with weights all tasks share, and how many they could. */
export interface SharingDepth {
  readonly depth: number;
  readonly most: number;
  /** The document in which all tasks share as much as they could. */
  readonly whole: Project;
  /** Its shared layers with weights, in the order of the data's way. */
  readonly layers: readonly GraphNode[];
}

/** The document after merging every layer that each task has one like of: what `splitPerTask` took apart. */
function wholeOf(project: Project): Project {
  const tasks = tasksWithHeads(project);
  const served = servedTasks(project.graph, tasks);
  const groups = new Map<number, string[]>();
  for (const [id, number] of valueNumbers(project, catalogue)) {
    if (served.get(id)?.length === 1 && !isLogits(project, id)) groups.set(number, [...(groups.get(number) ?? []), id]);
  }
  const twins = [...groups.values()].filter(
    (ids) => ids.length === tasks.length && new Set(ids.map((id) => served.get(id)?.[0])).size === tasks.length,
  );
  if (twins.length === 0) return project;
  const merged = mergeNodes(project, twins.flat());
  return merged.ok ? merged.value : project;
}

/**
 * How deep the tasks share, where the graph is one line of shared layers that then divides per task. Refuses `sharing.tasks` (fewer than
 * two tasks have an output), `sharing.noLine` (the shared layers are no line), `sharing.nothing` (no layer is shared or could be).
 */
export function sharingDepthOf(project: Project, signature: DataSignature): Result<SharingDepth> {
  if (tasksWithHeads(project).length < 2) return refused(diagnostic('sharing.tasks'));
  const whole = wholeOf(project);
  const [now, all] = [sharedChain(project), sharedChain(whole)];
  if (!now || !all) return refused(diagnostic('sharing.noLine'));
  const found = analyzeGraph(whole, signature).nodes;
  const layers = all.filter(({ id }) => (found.get(id)?.parameterCount ?? 0) > 0);
  if (layers.length === 0) return refused(diagnostic('sharing.nothing'));
  const shared = new Set(now.map(({ id }) => id));
  return ok({ depth: layers.filter(({ id }) => shared.has(id)).length, most: layers.length, whole, layers });
}

/**
 * The document in which all tasks share the first `depth` layers with weights, and each has the following ones to itself. 0: nothing is
 * shared; as many as there are: everything but the outputs. Trained parameters of the first task stay. Refuses as `sharingDepthOf` does.
 */
export function withSharingDepth(project: Project, signature: DataSignature, depth: number): Result<Project> {
  const found = sharingDepthOf(project, signature);
  if (!found.ok) return found;
  const { whole, layers } = found.value;
  if (depth === found.value.depth) return ok(project);
  const first = layers[depth];
  if (!first) return ok(whole);
  const split = splitPerTask(whole, first.id);
  if (!split.ok) return split;
  const pictured = picturedIn(analyzeGraph(split.value, signature));
  return ok(spread(split.value, addedNodes(whole, split.value), pictured));
}
