import { type GraphNode, headKind, inputKind, type Project } from '../project/schema.ts';
import type { DataSignature } from '../project/signature.ts';
import { diagnostic, ok, type Result, refused } from '../util/diagnostics.ts';
import { analyzeGraph } from './analyze.ts';
import { catalogue as builtIn, type Catalogue } from './catalogue.ts';
import { addedNodes } from './edits.ts';
import { connectWithDense } from './insert.ts';
import { picturedIn, spread } from './place.ts';
import { headOf, isLogits, meetingPoint, reachingHeads, servedTasks, tasksWithHeads } from './serving.ts';
import { splitPerTask } from './split.ts';
import { addHead } from './tasks.ts';
import { topologicalOrder, upstream } from './topology.ts';

/** Whether several tasks train no layer together. */
function standApart(project: Project, signature: DataSignature, catalogue: Catalogue): boolean {
  const served = servedTasks(project.graph, tasksWithHeads(project));
  const trained = [...analyzeGraph(project, signature, catalogue).nodes].filter(([, { parameterCount }]) => parameterCount > 0);
  const tasks = trained.map(([id]) => served.get(id) ?? []);
  return new Set(tasks.flat()).size > 1 && tasks.every(({ length }) => length < 2);
}

/**
 * What a head could stand behind: what makes no task's logits, the last layers first, that where tasks part before all others; then what leads
 * nowhere, then the data.
 */
function sourcesFor(project: Project, apart: boolean): readonly GraphNode[] {
  const { graph } = project;
  const reaching = reachingHeads(graph);
  const layers = topologicalOrder(graph)
    .order.filter(({ id, kind }) => kind !== headKind && kind !== inputKind && !isLogits(project, id))
    .reverse();
  const [inUse, loose] = [layers.filter(({ id }) => reaching.has(id)), layers.filter(({ id }) => !reaching.has(id))];
  const parting = apart ? undefined : meetingPoint(project, (node) => node.kind !== inputKind && !isLogits(project, node.id));
  const inputs = graph.nodes.filter(({ kind }) => kind === inputKind);
  return [...new Set([...(parting ? [parting] : []), ...inUse, ...loose, ...inputs])];
}

/** The first layer that is trained on the way to a node. */
function firstTrained(project: Project, to: string, signature: DataSignature, catalogue: Catalogue): string | undefined {
  const { nodes } = analyzeGraph(project, signature, catalogue);
  const before = upstream(project.graph, [to]);
  return topologicalOrder(project.graph).order.find(({ id }) => before.has(id) && (nodes.get(id)?.parameterCount ?? 0) > 0)?.id;
}

/**
 * Connects a task's head, which is made where there is none, where the tasks part: behind the last layer that most of them share, through the
 * Dense layer that it needs. Where several tasks train no layer together, it gets layers of its own like another one's. Refuses `graph.noPlaceForHead`
 * where no layer puts out what the head could take.
 */
export function attachHead(
  project: Project,
  signature: DataSignature,
  taskId: string,
  catalogue: Catalogue = builtIn,
): Result<Project> {
  const withHead = addHead(project, taskId);
  const head = headOf(withHead.graph, taskId);
  const task = project.tasks.find(({ id }) => id === taskId)?.name ?? taskId;
  const apart = standApart(project, signature, catalogue);
  for (const { id } of sourcesFor(project, apart)) {
    if (!head) break;
    const connected = connectWithDense(withHead, signature, { source: id, target: head.id, port: 'in' }, catalogue);
    const found = analyzeGraph(connected, signature, catalogue);
    const made = [head.id, ...addedNodes(withHead, connected)];
    const fails = made.some((node) => found.nodes.get(node)?.diagnostics.some(({ severity }) => severity === 'error') ?? true);
    if (fails) continue;
    const first = apart ? firstTrained(connected, id, signature, catalogue) : undefined;
    const split = first === undefined ? ok(connected) : splitPerTask(connected, first);
    const edited = split.ok ? split.value : connected;
    return ok(spread(edited, addedNodes(project, edited), picturedIn(analyzeGraph(edited, signature, catalogue))));
  }
  return refused(diagnostic('graph.noPlaceForHead', { task }, `task:${taskId}`));
}
