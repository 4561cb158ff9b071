import { analyzeGraph } from '../../../core/graph/analyze.ts';
import { headTask, inputData } from '../../../core/graph/catalogue.ts';
import { graphServing, topologicalOrder, topologyOf } from '../../../core/graph/topology.ts';
import type { LayerKindId } from '../../../core/layers/registry.ts';
import { layers } from '../../../core/layers/registry.ts';
import type { Shape } from '../../../core/program/types.ts';
import { type GraphNode, headKind, inputKind, type Task } from '../../../core/project/schema.ts';
import type { ModelSource } from '../../../core/runs/model-formats.ts';
import { taskKinds } from '../../../core/tasks/registry.ts';
import { at, invariant } from '../../../core/util/assert-never.ts';
import { emptyRecord, ownValue } from '../../../core/util/own-value.ts';
import { namedWeights } from '../named-weights.ts';
import { type LayerOutput, ModelSketch, type ModelWeight, nodeLayerNames, type WeightValues } from './sketch.ts';
import { notInStock } from './stock-layer.ts';
import { stockLayers } from './stock-layers.ts';
import { standsBehindPadding } from './stock-sequences.ts';

export interface ModelTopology {
  /** What stands under `modelTopology` in a model.json. */
  readonly json: Readonly<Record<string, unknown>>;
  readonly weights: readonly ModelWeight[];
  readonly inputs: readonly { readonly name: string; readonly shape: Shape }[];
  /** One per task, in the program's order. */
  readonly outputs: readonly { readonly task: Task; readonly name: string; readonly shape: Shape }[];
}

function isLayerKind(kind: string): kind is LayerKindId {
  return Object.hasOwn(layers, kind);
}

/** A trained document as a functional model of stock tfjs layers: one input per input node, one output per enabled task. */
export function modelTopology({ project, program, signature, checkpoint }: ModelSource): ModelTopology {
  const tasks = program.tasks.map(({ id }) =>
    at(
      project.tasks.filter((task) => task.id === id),
      0,
    ),
  );
  const graph = graphServing(project.graph, tasks);
  const analysis = analyzeGraph(project, signature);
  const { incoming } = topologyOf(graph);
  const names = nodeLayerNames(project.graph.nodes.map(({ id }) => id));
  const model = new ModelSketch(names.values());
  const weights = namedWeights(program, checkpoint);
  const outputs = new Map<string, LayerOutput>();
  const arriving = (node: GraphNode): LayerOutput[] =>
    (incoming.get(node.id) ?? []).map((edge) => found(outputs.get(edge.source), edge.source));

  for (const node of topologicalOrder(graph).order) {
    if (node.kind === headKind) continue;
    const name = found(names.get(node.id), node.id);
    const shape = found(analysis.nodes.get(node.id)?.shape ?? undefined, node.id);
    if (node.kind === inputKind) {
      const dtype = signature.inputs.find(({ id }) => id === inputData(node))?.dtype === 'i32' ? 'int32' : 'float32';
      outputs.set(
        node.id,
        model.add(name, 'InputLayer', { batch_input_shape: [null, ...shape], dtype, sparse: false }, [], shape),
      );
      continue;
    }
    invariant(isLayerKind(node.kind), `${node.kind} is a layer`);
    const { kind, params, frozen } = node;
    const own = weightsOf(weights, node.id);
    const inputs = arriving(node);
    const inputsAt = emptyRecord<LayerOutput[]>();
    (incoming.get(node.id) ?? []).forEach(({ port }, i) => {
      inputsAt[port] = [...(ownValue(inputsAt, port) ?? []), at(inputs, i)];
    });
    const one = { model, name, kind, params, frozen, inputs, inputsAt, shape, weights: own };
    const padded = (incoming.get(node.id) ?? []).some(({ source }) => analysis.nodes.get(source)?.masked);
    const stock = ownValue(stockLayers, kind) ?? notInStock(one, 'noStockLayer');
    if (padded && !standsBehindPadding(one)) notInStock(one, 'stockBehindPadding');
    outputs.set(node.id, stock(one));
  }

  const heads = tasks.map((task) => {
    const head = at(
      graph.nodes.filter((node) => node.kind === headKind && headTask(node) === task.id),
      0,
    );
    const logits = at(arriving(head), 0);
    const name = model.freeName(task.id);
    return {
      task,
      ...model.add(name, 'Activation', { activation: taskKinds[task.kind].outputActivation(task.loss) }, [logits], logits.shape),
    };
  });
  const inputNodes = graph.nodes.filter((node) => node.kind === inputKind).map((node) => found(outputs.get(node.id), node.id));
  const endpoint = ({ layer }: LayerOutput) => [layer, 0, 0];
  return {
    json: {
      class_name: 'Functional',
      config: {
        name: 'mtl_playground',
        layers: model.layers,
        input_layers: inputNodes.map(endpoint),
        output_layers: heads.map(endpoint),
      },
      keras_version: 'tfjs-layers 4.22.0',
      backend: 'tensor_flow.js',
    },
    weights: model.weights,
    inputs: inputNodes.map(({ layer, shape }) => ({ name: layer, shape })),
    outputs: heads.map(({ task, layer, shape }) => ({ task, name: layer, shape })),
  };
}

function found<T>(value: T | undefined, name: string): T {
  invariant(value !== undefined, `${name} was exported before what needs it`);
  return value;
}

/** The weights of one node, by their own names. */
function weightsOf(weights: ReturnType<typeof namedWeights>, node: string): WeightValues {
  const prefix = `${node}/`;
  return Object.fromEntries(
    Object.entries(weights).flatMap(([name, value]) => (name.startsWith(prefix) ? [[name.slice(prefix.length), value]] : [])),
  );
}
