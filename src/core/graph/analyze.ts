import type { DType, Shape } from '../program/types.ts';
import { type Graph, headKind, type Project, type Task, type Tie } from '../project/schema.ts';
import type { DataSignature } from '../project/signature.ts';
import { type Diagnostic, diagnostic, hasErrors } from '../util/diagnostics.ts';
import { groupBy } from '../util/group-by.ts';
import { catalogue as builtIn, type Catalogue, nodeLabel } from './catalogue.ts';
import { checkTasks } from './check-tasks.ts';
import { idleTies } from './check-ties.ts';
import { lowerGraph } from './lower.ts';
import { type NodePicture, pictureOf } from './pictures.ts';
import { enabledTasks, reachingHeads, servedTasks } from './serving.ts';
import { countOf, createShapeInference, type ParameterCount } from './shape-inference.ts';
import { topologyOf } from './topology.ts';

export interface NodeAnalysis {
  /** What the node puts out, per sample (no batch axis); null where that is not known. */
  readonly shape: Shape | null;
  readonly dtype: DType | null;
  /** Some positions of what it puts out may be padding. */
  readonly masked: boolean;
  /** How many ids there are, where it puts out tokens and that is known. */
  readonly vocabulary: number | null;
  readonly parameterCount: number;
  readonly parameters: readonly ParameterCount[];
  /** The enabled tasks whose heads depend on the node, in the document's order. */
  readonly tasks: readonly string[];
  /** More than one enabled task depends on it. */
  readonly shared: boolean;
  readonly diagnostics: readonly Diagnostic[];
  /** What can be seen inside it while it trains; null where there is nothing, and for nodes that serve no enabled task. */
  readonly picture: NodePicture | null;
}

export interface GraphAnalysis {
  /** Everything that is wrong or worth a word, the errors first. */
  readonly diagnostics: readonly Diagnostic[];
  readonly nodes: ReadonlyMap<string, NodeAnalysis>;
  /** Nothing forbids training. */
  readonly trainable: boolean;
}

interface Remembered {
  readonly graph: Graph;
  readonly tasks: readonly Task[];
  readonly ties: readonly Tie[];
  readonly signature: DataSignature;
  readonly catalogue: Catalogue;
  readonly analysis: GraphAnalysis;
}

type Served = ReadonlyMap<string, readonly string[]>;

const known = new WeakMap<Graph, Remembered>();
let latest: Remembered | null = null;

/** True where nothing but places on the canvas differs, as after a drag. */
function sameNetwork(a: Graph, b: Graph): boolean {
  if (a === b) return true;
  if (a.edges !== b.edges || a.nodes.length !== b.nodes.length) return false;
  return a.nodes.every((node, i) => {
    const other = b.nodes[i];
    if (node === other) return true;
    const { id, kind, name, params, frozen } = node;
    return other?.id === id && other.kind === kind && other.name === name && other.params === params && other.frozen === frozen;
  });
}

/** What of a task says nothing of the graph: a slider that moves it is heard of many times a second. */
const besides: ReadonlySet<string> = new Set(['weight', 'labelsKept', 'labelNoise']);

/** True where tasks differ in such things at the most. */
function sameTasks(a: readonly Task[], b: readonly Task[]): boolean {
  if (a === b) return true;
  return (
    a.length === b.length &&
    a.every((task, i) => {
      const other = b[i];
      if (task === other) return true;
      return (
        other !== undefined &&
        Object.keys({ ...task, ...other }).every(
          (name) => besides.has(name) || Object.is(Reflect.get(task, name), Reflect.get(other, name)),
        )
      );
    })
  );
}

/**
 * Shapes, parameters, tasks and problems of a document's graph. Runs at every edit: only layers that are unlike all those of earlier
 * documents are lowered, and nothing at all happens where only places or weights changed, or neither graph nor tasks nor ties nor signature did.
 */
export function analyzeGraph(project: Project, signature: DataSignature, catalogue: Catalogue = builtIn): GraphAnalysis {
  const { graph, tasks, ties } = project;
  const holds = (one: Remembered | null | undefined): one is Remembered =>
    one?.ties === ties && sameTasks(one.tasks, tasks) && one.signature === signature && one.catalogue === catalogue;
  const found = known.get(graph);
  if (holds(found)) return found.analysis;
  const analysis = holds(latest) && sameNetwork(graph, latest.graph) ? latest.analysis : analyze(project, signature, catalogue);
  latest = { graph, tasks, ties, signature, catalogue, analysis };
  known.set(graph, latest);
  return analysis;
}

function analyze(project: Project, signature: DataSignature, catalogue: Catalogue): GraphAnalysis {
  const { graph, tasks } = project;
  const inference = createShapeInference(signature, catalogue);
  const { b, batch, host, inputs, reuse } = inference;
  const pass = { b, training: true, batch, inputs, host, reuse };
  const { outputs, flows, problems } = lowerGraph({ graph, signature, tasks, catalogue, ...pass });
  const served = servedTasks(graph, enabledTasks(project));
  const connected = reachingHeads(graph);
  const diagnostics = [
    ...checkTasks(project, signature, catalogue),
    ...problems.flatMap((problem) => relevant(problem, served, connected)),
    ...unusedNodes(project),
    ...idleTies(project, inference.parameters),
  ];
  const byPlace = groupBy(diagnostics, ({ where }) => where);
  const sets = new Map<string, readonly string[]>();
  /** Nodes that serve the same tasks share one list of them. */
  const oneOf = (tasksServed: readonly string[]): readonly string[] => {
    const key = tasksServed.join(' ');
    const list = sets.get(key) ?? tasksServed;
    sets.set(key, list);
    return list;
  };
  const nodes = new Map<string, NodeAnalysis>();
  const around = { topology: topologyOf(graph), shapeOf: (id: string) => outputs.get(id)?.shape.slice(1) ?? null, signature };
  for (const node of graph.nodes) {
    const { id } = node;
    const output = outputs.get(id);
    const parameters = inference.parameters.get(id) ?? [];
    const serves = oneOf(served.get(id) ?? []);
    nodes.set(id, {
      shape: output ? output.shape.slice(1) : null,
      dtype: output ? output.dtype : null,
      masked: Boolean(flows.get(id)?.mask),
      vocabulary: flows.get(id)?.vocabulary ?? null,
      parameterCount: countOf(parameters),
      parameters,
      tasks: serves,
      shared: serves.length > 1,
      diagnostics: byPlace.get(`node:${id}`) ?? [],
      picture: output && serves.length > 0 ? pictureOf(node, parameters, inference.exposed.get(id) ?? [], around) : null,
    });
  }
  const rank = { error: 0, warning: 1, info: 2 };
  return {
    diagnostics: diagnostics.sort((x, y) => rank[x.severity] - rank[y.severity]),
    nodes,
    trainable: !hasErrors(diagnostics),
  };
}

/**
 * What is wrong with nodes that serve no enabled task forbids nothing, because they are left out of training. Of a loose end its last
 * node speaks (see below), and a head that is switched off may hang in the air.
 */
function relevant(item: Diagnostic, enabled: Served, connected: ReadonlySet<string>): Diagnostic[] {
  const id = item.where?.slice('node:'.length) ?? '';
  if ((enabled.get(id) ?? []).length > 0) return [item];
  const loose = !connected.has(id);
  const silent = item.code === 'graph.headUnconnected' || (item.code === 'graph.missingInput' && loose);
  return silent ? [] : [{ ...item, severity: 'warning' }];
}

/** Loose ends: what leads to no head at all. Their last node speaks for those before it. */
function unusedNodes({ graph, tasks }: Project): Diagnostic[] {
  const { outgoing } = topologyOf(graph);
  return graph.nodes
    .filter((node) => node.kind !== headKind && outgoing.get(node.id)?.length === 0)
    .map((node) => diagnostic('graph.unused', { node: nodeLabel(node, { graph, tasks }) }, `node:${node.id}`));
}
