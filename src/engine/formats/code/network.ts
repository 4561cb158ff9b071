import { activeTasks } from '../../../core/compile/tasks.ts';
import { headTask, inputData, nodeLabel } from '../../../core/graph/catalogue.ts';
import { type LowerHost, lowerGraph } from '../../../core/graph/lower.ts';
import { graphServing, topologicalOrder, topologyOf } from '../../../core/graph/topology.ts';
import { layerKind } from '../../../core/layers/layer-kinds.ts';
import type { LayerKind } from '../../../core/layers/types.ts';
import { ProgramBuilder } from '../../../core/program/builder.ts';
import type { DType, Initializer, Shape } from '../../../core/program/types.ts';
import { type GraphNode, headKind, inputKind, type Project, type Task } from '../../../core/project/schema.ts';
import type { DataSignature, InputInfo } from '../../../core/project/signature.ts';
import type { TargetInfo, TaskKind } from '../../../core/tasks/types.ts';
import { at, invariant } from '../../../core/util/assert-never.ts';
import { inLanguage } from '../../../core/util/localized.ts';
import { emptyRecord, ownValue } from '../../../core/util/own-value.ts';

/** What comes out of a node, for one sample. */
export interface Stream {
  readonly shape: Shape;
  readonly dtype: DType;
  /** Some positions of it may be padding. */
  readonly masked: boolean;
  readonly vocabulary: number | null;
}

/** A parameter or running statistic of a node. */
export interface Held {
  readonly name: string;
  readonly shape: Shape;
  readonly initializer: Initializer;
}

/** A layer of the network, as whoever writes code of it asks. */
export interface NetworkLayer {
  readonly node: GraphNode;
  /** As on the canvas, in English. */
  readonly label: string;
  readonly kind: LayerKind;
  readonly params: Record<string, unknown>;
  /** By port: the nodes whose outputs arrive, in order. */
  readonly sources: Readonly<Record<string, readonly string[]>>;
  readonly output: Stream;
  readonly parameters: readonly Held[];
  readonly states: readonly Held[];
}

export interface NetworkTask {
  readonly task: Task;
  readonly kind: TaskKind;
  readonly target: TargetInfo;
  /** The node whose output its head takes. */
  readonly logits: string;
  /** How many its loss reads; 0: none. */
  readonly classWeights: number;
}

/** What a document's enabled tasks need of its graph, in an order in which everything stands behind what it needs. */
export interface Network {
  readonly project: Project;
  readonly inputs: readonly { readonly info: InputInfo; readonly label: string; readonly nodes: readonly string[] }[];
  readonly layers: readonly NetworkLayer[];
  readonly tasks: readonly NetworkTask[];
  readonly streams: ReadonlyMap<string, Stream>;
}

class Noting implements LowerHost {
  readonly parameters = new Map<string, Held[]>();
  readonly states = new Map<string, Held[]>();

  constructor(private readonly b: ProgramBuilder) {}

  parameter(node: GraphNode, name: string, shape: Shape, initializer: Initializer) {
    return this.note(this.parameters, node, { name, shape, initializer });
  }

  state(node: GraphNode, name: string, shape: Shape, initializer: Initializer) {
    return this.note(this.states, node, { name, shape, initializer });
  }

  writeState(): void {}

  random(_node: GraphNode, _name: string, shape: Shape) {
    return this.b.fill(shape, 0);
  }

  penalty(): void {}

  private note(into: Map<string, Held[]>, { id }: GraphNode, held: Held) {
    const own = into.get(id) ?? [];
    if (!own.some(({ name }) => name === held.name)) into.set(id, [...own, held]);
    return this.b.fill(held.shape, 0);
  }
}

/** The network of a document without errors. */
export function networkOf(project: Project, signature: DataSignature): Network {
  const tasks = activeTasks(project, signature);
  const documentTasks = tasks.map(({ task }) => task);
  const graph = graphServing(project.graph, documentTasks);
  const { incoming } = topologyOf(graph);
  const b = new ProgramBuilder();
  const host = new Noting(b);
  const batch = 2;
  const inputs = Object.fromEntries(
    signature.inputs.map(({ id, shape, dtype }) => [id, b.source({ kind: 'feed', name: id }, [batch, ...shape], dtype)]),
  );
  const { flows, problems } = lowerGraph({ graph, signature, tasks: documentTasks, b, training: true, batch, inputs, host });
  invariant(problems.length === 0, 'a document that trains can be lowered');
  const streams = new Map(
    [...flows].map(([id, { tensor, mask, vocabulary }]) => [
      id,
      { shape: tensor.shape.slice(1), dtype: tensor.dtype, masked: mask !== null, vocabulary } satisfies Stream,
    ]),
  );
  const labelOf = (node: GraphNode): string => inLanguage(nodeLabel(node, { graph: project.graph, tasks: project.tasks }), 'en');
  const layers = topologicalOrder(graph).order.flatMap((node): NetworkLayer[] => {
    const kind = layerKind(node.kind);
    const output = streams.get(node.id);
    if (node.kind === inputKind || node.kind === headKind || !kind || !output) return [];
    const sources = emptyRecord<string[]>();
    for (const { port, source } of incoming.get(node.id) ?? []) sources[port] = [...(ownValue(sources, port) ?? []), source];
    return [
      {
        node,
        label: labelOf(node),
        kind,
        params: kind.schema.parse(node.params),
        sources,
        output,
        parameters: host.parameters.get(node.id) ?? [],
        states: host.states.get(node.id) ?? [],
      },
    ];
  });
  const inputNodes = graph.nodes.filter((node) => node.kind === inputKind);
  return {
    project,
    streams,
    layers,
    inputs: signature.inputs.flatMap((info) => {
      const own = inputNodes.filter((node) => inputData(node) === info.id);
      const [first] = own;
      return first ? [{ info, label: labelOf(first), nodes: own.map(({ id }) => id) }] : [];
    }),
    tasks: tasks.map(({ task, kind, target, classWeights }) => {
      const head = graph.nodes.find((node) => node.kind === headKind && headTask(node) === task.id);
      invariant(head, `the task ${task.id} has a head`);
      return { task, kind, target, classWeights, logits: at(incoming.get(head.id) ?? [], 0).source };
    }),
  };
}
