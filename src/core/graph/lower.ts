import { type Flow, type LowerBase, lowerFlows, plainFlow } from '../layers/flow.ts';
import type { PictureKind } from '../layers/types.ts';
import type { ProgramBuilder, Tensor } from '../program/builder.ts';
import { describeShape, fitsShape } from '../program/shapes.ts';
import type { Initializer, Shape } from '../program/types.ts';
import { schemaProblems } from '../project/problems.ts';
import { type Graph, type GraphEdge, type GraphNode, headKind, inputKind, type Task } from '../project/schema.ts';
import type { DataSignature } from '../project/signature.ts';
import type { LogitsShape } from '../tasks/types.ts';
import { type Diagnostic, DiagnosticError, diagnostic, located } from '../util/diagnostics.ts';
import { inLanguage, type LocalizedText, wordsOf } from '../util/localized.ts';
import { ownValue } from '../util/own-value.ts';
import { catalogue as builtIn, type Catalogue, headTask, inputData, nodeLabel, portsOf } from './catalogue.ts';
import { cycles, topologicalOrder, topologyOf } from './topology.ts';

/** Where parameters, states and random streams of the nodes come from: the compiler makes them, the analysis counts them. */
export interface LowerHost {
  parameter(node: GraphNode, name: string, shape: Shape, initializer: Initializer): Tensor;
  state(node: GraphNode, name: string, shape: Shape, initializer: Initializer): Tensor;
  writeState(node: GraphNode, name: string, value: Tensor): void;
  random(node: GraphNode, name: string, shape: Shape): Tensor;
  penalty(node: GraphNode, value: Tensor): void;
  /** Values that a layer offers for live pictures. Who takes no pictures leaves it out. */
  expose?(node: GraphNode, name: string, value: Tensor, kind: PictureKind): void;
}

export interface LowerOptions {
  readonly graph: Graph;
  readonly signature: DataSignature;
  /** The tasks whose heads are lowered; heads of other tasks are left out. */
  readonly tasks: readonly Task[];
  readonly b: ProgramBuilder;
  readonly training: boolean;
  /** The extent of the first axis of every tensor. */
  readonly batch: number;
  /** By the data set's input id: [batch, ...shape]. */
  readonly inputs: Readonly<Record<string, Tensor>>;
  readonly host: LowerHost;
  readonly catalogue?: Catalogue;
  /** Who wants shapes alone may know them already: gives what a layer puts out, by lowering it or without. */
  readonly reuse?: (node: GraphNode, params: unknown, arrived: Arrived, lower: () => Flow) => Flow;
}

/** What arrives at each port, by port id. */
export type Arrived = Readonly<Record<string, readonly Flow[]>>;

const whereNode = (node: GraphNode): string => `node:${node.id}`;

export interface LoweredGraph {
  readonly outputs: Map<string, Tensor>;
  readonly masks: Map<string, Tensor>;
  /** The outputs with all that travels with them. */
  readonly flows: ReadonlyMap<string, Flow>;
  readonly problems: Diagnostic[];
}

/**
 * Appends the forward pass of every node to `b`, in topological order. A head's output is its input: the logits of its task, whose
 * shape is checked. `masks` has the mask [batch, L] of every output of which positions may be padding, those of the logits included.
 *
 * What is wrong with a node is a problem at `node:ID`; the nodes behind it have no output and no problem of their own, so that one
 * cause gives one message. Nodes that serve no task are lowered too: see `graphServing`.
 */
export function lowerGraph(options: LowerOptions): LoweredGraph {
  const { graph, b } = options;
  const { incoming } = topologyOf(graph);
  const flows = new Map<string, Flow>();
  const problems: Diagnostic[] = cycles(graph).map((cycle) =>
    diagnostic('graph.cycleFound', { nodes: chainOf(cycle, options) }, cycle[0] && whereNode(cycle[0])),
  );
  for (const node of topologicalOrder(graph).order) {
    const edges = incoming.get(node.id) ?? [];
    const problem = wiringProblem(node, edges, options);
    if (problem) {
      problems.push(problem);
      continue;
    }
    const arrived = flowsByPort(edges, flows);
    if (!arrived) continue;
    b.node = node.id;
    const lowered = lowerNode(node, arrived, options);
    if (lowered.ok) {
      if (lowered.flow) flows.set(node.id, lowered.flow);
    } else problems.push(lowered.problem);
  }
  b.node = undefined;
  const outputs = new Map([...flows].map(([id, { tensor }]) => [id, tensor]));
  const masks = new Map([...flows].flatMap(([id, { mask }]) => (mask ? [[id, mask] as const] : [])));
  return { outputs, masks, flows, problems };
}

/** What arrives at each port, in the order of the edges; null where a node before has no output. */
function flowsByPort(edges: readonly GraphEdge[], flows: ReadonlyMap<string, Flow>): Arrived | null {
  const arrived = new Map<string, Flow[]>();
  for (const edge of edges) {
    const flow = flows.get(edge.source);
    if (!flow) return null;
    const at = arrived.get(edge.port);
    if (at) at.push(flow);
    else arrived.set(edge.port, [flow]);
  }
  return Object.fromEntries(arrived);
}

/** So many nodes of a cycle are named: whoever looks for it needs a few to find it. */
const mostNamed = 12;

/** Nodes one after the other, in the reader's language. */
const chainOf = (cycle: readonly GraphNode[], around: Pick<LowerOptions, 'graph' | 'tasks'>): LocalizedText =>
  wordsOf((language) => {
    const named = cycle.slice(0, mostNamed).map((node) => inLanguage(nodeLabel(node, around), language));
    return [...named, ...(cycle.length > mostNamed ? [`… (${cycle.length})`] : [])].join(' → ');
  });

/** What the edges into a node get wrong, whatever flows through them. */
function wiringProblem(
  node: GraphNode,
  edges: readonly GraphEdge[],
  { graph, tasks, catalogue = builtIn }: LowerOptions,
): Diagnostic | null {
  const values = { node: nodeLabel(node, { graph, tasks }) };
  const ports = portsOf(node, catalogue);
  if (!ports) return diagnostic('graph.unknownKind', { ...values, kind: node.kind }, whereNode(node));
  if (node.kind === headKind && !tasks.some((task) => task.id === headTask(node))) return null;
  for (const edge of edges) {
    const port = ports.find(({ id }) => id === edge.port);
    if (!port && node.kind === inputKind) return diagnostic('graph.intoInput', values, whereNode(node));
    if (!port) return diagnostic('graph.unknownPort', { ...values, port: edge.port }, whereNode(node));
  }
  for (const port of ports) {
    const count = edges.filter((edge) => edge.port === port.id).length;
    if (count > 1 && !port.many) return diagnostic('graph.secondInput', { ...values, count }, whereNode(node));
    if (count >= port.min) continue;
    if (node.kind === headKind) {
      const task = tasks.find(({ id }) => id === headTask(node));
      return diagnostic('graph.headUnconnected', { task: task?.name ?? headTask(node) }, whereNode(node));
    }
    return count === 0
      ? diagnostic('graph.missingInput', values, whereNode(node))
      : diagnostic('graph.fewInputs', { ...values, count, min: port.min }, whereNode(node));
  }
  return null;
}

type Lowered = { readonly ok: true; readonly flow: Flow | null } | { readonly ok: false; readonly problem: Diagnostic };

/** One node, given what arrives at its ports. Nothing comes out of the head of a task that is left out. */
export function lowerNode(
  node: GraphNode,
  arrived: Arrived,
  options: Pick<LowerOptions, 'b' | 'training' | 'host' | 'inputs' | 'graph' | 'tasks' | 'signature' | 'catalogue' | 'reuse'>,
): Lowered {
  try {
    if (node.kind === inputKind) return { ok: true, flow: lowerInput(node, options) };
    if (node.kind === headKind) return { ok: true, flow: lowerHead(node, arrived, options) };
    return { ok: true, flow: lowerLayer(node, arrived, options) };
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    // What concerns a head names the task, which says more than the node.
    const more = node.kind === headKind ? {} : { node: nodeLabel(node, options) };
    return { ok: false, problem: located(error.diagnostic, whereNode(node), more) };
  }
}

function lowerInput(node: GraphNode, { inputs, signature, graph }: Pick<LowerOptions, 'inputs' | 'signature' | 'graph'>): Flow {
  const tensor = ownValue(inputs, inputData(node));
  if (!tensor) {
    throw new DiagnosticError(
      diagnostic('graph.unknownInput', {
        node: nodeLabel(node, { graph }),
        input: inputData(node),
        known: Object.keys(inputs).join(', '),
      }),
    );
  }
  return { ...plainFlow(tensor), vocabulary: signature.inputs.find(({ id }) => id === inputData(node))?.vocabulary ?? null };
}

/** The shape of the logits that a task's head takes, per sample; null where the data set has no such target. */
export function logitsShape(task: Task, signature: DataSignature, from: Catalogue = builtIn): LogitsShape | null {
  const target = signature.targets.find(({ id }) => id === task.target);
  const kind = from.taskKind(task.kind);
  return target && kind.accepts(target) ? kind.logitsShape(target) : null;
}

function lowerHead(
  node: GraphNode,
  arrived: Arrived,
  { tasks, signature, catalogue }: Pick<LowerOptions, 'tasks' | 'signature' | 'catalogue'>,
): Flow | null {
  const task = tasks.find(({ id }) => id === headTask(node));
  const logits = arrived.in?.[0];
  if (!task || !logits) return null;
  const needed = logitsShape(task, signature, catalogue);
  const shape = logits.tensor.shape.slice(1);
  // A task without a target is the document's problem, not the head's.
  if (!needed) return null;
  if (!fitsShape(shape, needed)) {
    const values = { task: task.name, shape: describeShape(shape), needed: describeShape(needed) };
    throw new DiagnosticError(diagnostic('graph.headShape', values));
  }
  return logits;
}

function lowerLayer(
  node: GraphNode,
  arrived: Arrived,
  {
    graph,
    b,
    training,
    host,
    catalogue = builtIn,
    reuse,
  }: Pick<LowerOptions, 'graph' | 'b' | 'training' | 'host' | 'catalogue' | 'reuse'>,
): Flow {
  const layer = catalogue.layer(node.kind);
  if (!layer) throw new DiagnosticError(diagnostic('graph.unknownKind', { node: nodeLabel(node, { graph }), kind: node.kind }));
  const parsed = layer.schema.safeParse(node.params);
  if (!parsed.success) {
    const [first] = schemaProblems(node.params, parsed.error);
    const { path = '', found = '–', expected = '' } = first?.values ?? {};
    throw new DiagnosticError(
      diagnostic('graph.badParameter', { node: nodeLabel(node, { graph }), parameter: path, found, expected }),
    );
  }
  const context: LowerBase = {
    b,
    training,
    frozen: node.frozen,
    parameter: (name, shape, initializer) => host.parameter(node, name, shape, initializer),
    state: (name, shape, initializer) => host.state(node, name, shape, initializer),
    writeState: (name, value) => host.writeState(node, name, value),
    random: (name, shape) => host.random(node, name, shape),
    penalty: (value) => host.penalty(node, value),
    expose: (name, value, kind) => host.expose?.(node, name, value, kind),
  };
  const lower = (): Flow => lowerFlows(layer, context, parsed.data, arrived);
  return reuse ? reuse(node, parsed.data, arrived, lower) : lower();
}
