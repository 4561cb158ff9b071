import { type Flow, plainFlow } from '../layers/flow.ts';
import { describeShape, fitsShape } from '../program/shapes.ts';
import { type GraphNode, headKind, inputKind, type Project } from '../project/schema.ts';
import type { DataSignature } from '../project/signature.ts';
import { type Diagnostic, diagnostic } from '../util/diagnostics.ts';
import { emptyRecord } from '../util/own-value.ts';
import { analyzeGraph } from './analyze.ts';
import { catalogue as builtIn, type Catalogue, headTask, nodeLabel, portsOf } from './catalogue.ts';
import type { Connection } from './edits.ts';
import { logitsShape, lowerNode } from './lower.ts';
import { createShapeInference } from './shape-inference.ts';
import { topologyOf, wouldCycle } from './topology.ts';

/**
 * What speaks against a connection, asked while a wire is being dragged. null: nothing. An `error` forbids it and says why; a warning
 * or an info is worth showing, and the connection may be made:
 * `graph.headFit` — the width does not suit the task, a Dense layer can be inserted (`connectWithDense`);
 * `graph.replacesInput` — the port takes one edge, whose place this one would take.
 */
export function checkConnection(
  project: Project,
  signature: DataSignature,
  connection: Connection,
  catalogue: Catalogue = builtIn,
): Diagnostic | null {
  const { graph } = project;
  const { nodes, incoming } = topologyOf(graph);
  const source = nodes.get(connection.source);
  const target = nodes.get(connection.target);
  if (!source || !target) return diagnostic('graph.noSuchNode', { id: source ? connection.target : connection.source });
  const structural = checkStructure(project, source, target, connection.port, catalogue);
  if (structural) return structural;
  const fit =
    target.kind === headKind
      ? checkHead(project, signature, source, target, catalogue)
      : checkLayer(project, signature, source, target, connection.port, catalogue);
  if (fit) return fit;
  const many = portsOf(target, catalogue)?.find(({ id }) => id === connection.port)?.many;
  const held = many ? undefined : incoming.get(target.id)?.find((edge) => edge.port === connection.port);
  const before = held && nodes.get(held.source);
  if (!before) return null;
  return diagnostic(
    'graph.replacesInput',
    { node: nodeLabel(target, project), source: nodeLabel(before, project) },
    `node:${target.id}`,
  );
}

function checkStructure(
  project: Project,
  source: GraphNode,
  target: GraphNode,
  port: string,
  catalogue: Catalogue,
): Diagnostic | null {
  const { graph } = project;
  const where = `node:${target.id}`;
  const node = nodeLabel(target, project);
  if (source.id === target.id) return diagnostic('graph.selfConnection', { node }, where);
  if (source.kind === headKind) return diagnostic('graph.outOfHead', { node: nodeLabel(source, project) }, `node:${source.id}`);
  if (target.kind === inputKind) return diagnostic('graph.intoInput', { node }, where);
  const ports = portsOf(target, catalogue);
  if (!ports) return diagnostic('graph.unknownKind', { node, kind: target.kind }, where);
  if (!ports.some(({ id }) => id === port)) return diagnostic('graph.unknownPort', { node, port }, where);
  if (graph.edges.some((edge) => edge.source === source.id && edge.target === target.id && edge.port === port)) {
    return diagnostic('graph.duplicateEdge', { node, source: nodeLabel(source, project) }, where);
  }
  return wouldCycle(graph, source.id, target.id) ? diagnostic('graph.cycle', {}, where) : null;
}

function checkHead(
  project: Project,
  signature: DataSignature,
  source: GraphNode,
  head: GraphNode,
  catalogue: Catalogue,
): Diagnostic | null {
  const task = project.tasks.find(({ id }) => id === headTask(head));
  const needed = task && logitsShape(task, signature, catalogue);
  const shape = analyzeGraph(project, signature, catalogue).nodes.get(source.id)?.shape;
  if (!needed || !shape || fitsShape(shape, needed)) return null;
  const values = {
    task: task.name,
    source: nodeLabel(source, project),
    shape: describeShape(shape),
    needed: describeShape(needed),
  };
  return diagnostic(needed.length === 1 && needed[0] !== null ? 'graph.headFit' : 'graph.headShape', values, `node:${head.id}`);
}

/** Lowers the target alone with what would arrive; silent where that is not known yet, or where the target itself is not in order. */
function checkLayer(
  project: Project,
  signature: DataSignature,
  source: GraphNode,
  target: GraphNode,
  port: string,
  catalogue: Catalogue,
): Diagnostic | null {
  const { incoming } = topologyOf(project.graph);
  const analysis = analyzeGraph(project, signature, catalogue);
  const inference = createShapeInference(signature, catalogue);
  const arrived = emptyRecord<Flow[]>();
  for (const spec of portsOf(target, catalogue) ?? []) {
    const edges = (incoming.get(target.id) ?? []).filter((edge) => edge.port === spec.id && (spec.many || edge.port !== port));
    const sources = [...edges.map((edge) => edge.source), ...(spec.id === port ? [source.id] : [])];
    const flows = sources.flatMap((id): Flow[] => {
      const { shape, dtype, vocabulary = null } = analysis.nodes.get(id) ?? {};
      return shape && dtype ? [{ ...plainFlow(inference.tensor(shape, dtype)), vocabulary }] : [];
    });
    if (flows.length < sources.length || flows.length < spec.min) return null;
    arrived[spec.id] = flows;
  }
  const lowered = lowerNode(target, arrived, {
    ...inference,
    training: true,
    graph: project.graph,
    tasks: project.tasks,
    signature,
    catalogue,
  });
  return lowered.ok || lowered.problem.code === 'graph.badParameter' ? null : lowered.problem;
}
