import { type FlowIds, type LayerProgram, type LayerPrograms, layerPrograms } from '../../../core/compile/layer-programs.ts';
import { type Plan, planProject } from '../../../core/compile/plan.ts';
import { nodeLabel } from '../../../core/graph/catalogue.ts';
import type { BufferView, ValueId } from '../../../core/program/types.ts';
import type { ModelSource } from '../../../core/runs/model-formats.ts';
import { at, invariant } from '../../../core/util/assert-never.ts';
import { inLanguage } from '../../../core/util/localized.ts';
import { ownValue } from '../../../core/util/own-value.ts';
import { type Dim, dimsOf, probes } from './dims.ts';
import { emitProgram, type Sources } from './emit-program.ts';
import { twins } from './layers/registry.ts';
import type { Given, LayerScope, Numbers, Twin, Written } from './layers/twin.ts';
import { identifier } from './names.ts';
import { OnnxGraph, type Value } from './onnx-graph.ts';
import { toChannelsFirst, toChannelsLast } from './primitives/windows.ts';

/** A value of the network as it is written: an image either way, or both. */
interface Tensor {
  plain?: Value;
  channelsFirst?: Value;
  readonly shape: readonly Dim[];
}

/** What a network is made of. */
export interface NetworkSource extends Pick<ModelSource, 'project' | 'signature'> {
  readonly checkpoint: Pick<ModelSource['checkpoint'], 'step' | 'parameters' | 'state'>;
}

/** Layers that are not written from their primitives. */
export type ByHand = Readonly<Record<string, Twin>>;

export interface Network {
  readonly plan: Plan;
  readonly graph: OnnxGraph;
  /** By the id of the data set's input, with what the network takes of it. */
  readonly inputs: ReadonlyMap<string, { readonly value: Value; readonly shape: readonly Dim[] }>;
  /** By the task's id. */
  readonly outputs: ReadonlyMap<string, { readonly value: Value; readonly shape: readonly Dim[] }>;
}

/** Writes the layers of a network one after the other. */
class NetworkWriter {
  readonly graph = new OnnxGraph();
  private readonly tensors = new Map<ValueId, Tensor>();
  private readonly written = new Map<string, Value>();

  constructor(
    private readonly source: NetworkSource,
    private readonly plan: Plan,
    private readonly byHand: ByHand,
  ) {}

  network(): Network {
    const { plan, graph } = this;
    const [first, second] = probes.map((samples) => layerPrograms(plan, samples));
    invariant(first && second, 'a network is lowered twice');
    const inputs = new Map(
      plan.inputs.map(({ id, shape, dtype }) => {
        const value = graph.value(identifier(id, 'input'), dtype === 'i32' ? 'int32' : 'float');
        const extents: readonly Dim[] = [{ samples: 1 }, ...shape];
        graph.countSamplesOf(value);
        this.tensors.set(this.idOf(first.inputs, id), { plain: value, shape: extents });
        return [id, { value, shape: extents }];
      }),
    );
    const names = plan.tasks.map(({ task }) => graph.reserve(identifier(task.name, identifier(task.id, 'output'))));
    for (const [i, layer] of first.layers.entries()) this.layer(layer, at(second.layers, i));
    const fed = [...inputs.values()].map(({ value }) => value);
    return { plan, graph, inputs, outputs: this.outputs(first, names, fed) };
  }

  /** Outputs bear the names of their tasks; what two tasks share, or what is an input, is handed on under another name. */
  private outputs({ outputs }: LayerPrograms, names: readonly string[], inputs: Iterable<Value>): Network['outputs'] {
    const named = new Set(inputs);
    return new Map(
      this.plan.tasks.map(({ task }, i) => {
        const id = this.idOf(outputs, task.id);
        const name = at(names, i);
        this.graph.scope = name;
        const value = this.plain(id);
        const own = named.has(value) ? this.graph.op('Identity', [value], {}, value.type) : value;
        named.add(own);
        own.name = name;
        return [task.id, { value: own, shape: this.tensor(id).shape }];
      }),
    );
  }

  private idOf(ids: ReadonlyMap<string, ValueId>, id: string): ValueId {
    const found = ids.get(id);
    invariant(found !== undefined, `the network has ${id}`);
    return found;
  }

  private layer(layer: LayerProgram, other: LayerProgram): void {
    const { node, output, program } = layer;
    const { graph } = this;
    const { graph: nodes } = this.source.project;
    const label = inLanguage(nodeLabel(node, { graph: nodes, tasks: this.source.project.tasks }), 'en');
    graph.scope = identifier(label, identifier(node.id, 'layer'));
    const sources = this.sources();
    const emit = (id: ValueId): Value => at(emitProgram(graph, [program, other.program], [String(id)], sources), 0);
    const shapeOf = (id: ValueId): readonly Dim[] => {
      const of = ({ program: { values, outputs } }: LayerProgram) => at(values, outputs[String(id)] ?? -1).shape;
      return dimsOf(of(layer), of(other));
    };
    const handedOn = this.handedOn(layer);
    if (handedOn) this.tensors.set(output.tensor, handedOn);
    else {
      const shape = shapeOf(output.tensor);
      const twin = ownValue(this.byHand, node.kind);
      const byHand: Written | null = twin ? twin(this.scopeOf(layer, shape), layer.params) : null;
      const result = byHand ?? emit(output.tensor);
      // A head's output bears the name of its task.
      if (layer.params !== null) graph.rename('channelsFirst' in result ? result.channelsFirst : result, graph.scope);
      this.tensors.set(output.tensor, 'channelsFirst' in result ? { ...result, shape } : { plain: result, shape });
    }
    if (output.mask !== null && !this.tensors.has(output.mask))
      this.tensors.set(output.mask, { plain: emit(output.mask), shape: shapeOf(output.mask) });
  }

  /** What a layer hands on as it is, as dropout does. */
  private handedOn({ program, output }: LayerProgram): Tensor | null {
    const id = program.outputs[String(output.tensor)];
    const { source } = at(program.values, id ?? -1);
    return source.kind === 'feed' ? this.tensor(Number(source.name)) : null;
  }

  private sources(): Sources {
    const view = (views: readonly BufferView[], index: number): Value => this.held(at(views, index));
    return {
      feed: (name) => this.plain(Number(name)),
      parameter: (index) => view(this.plan.layout.parameters, index),
      state: (index) => view(this.plan.layout.states, index),
    };
  }

  /** A parameter or running statistic as it is kept. */
  private held(found: BufferView): Value {
    const known = this.written.get(found.name);
    if (known) return known;
    const { shape, numbers } = this.numbersOf(found);
    const value = this.graph.tensor(`${this.graph.scope}/${found.parameter}`, shape, numbers);
    this.written.set(found.name, value);
    return value;
  }

  private numbersOf({ shape, offset, size, name }: BufferView): Numbers {
    const { parameters, state } = this.source.checkpoint;
    const isParameter = this.plan.layout.parameters.some((view) => view.name === name);
    return { shape, numbers: (isParameter ? parameters : state).subarray(offset, offset + size) };
  }

  private scopeOf(layer: LayerProgram, shape: readonly Dim[]): LayerScope {
    const { layout } = this.plan;
    return {
      graph: this.graph,
      layer,
      shape,
      given: (port) => (ownValue(layer.arrived, port) ?? []).map((flow) => this.given(flow)),
      numbers: (name) => {
        const found = [...layout.parameters, ...layout.states].find(
          (view) => view.node === layer.node.id && view.parameter === name,
        );
        invariant(found, `${layer.node.id} has the parameter ${name}`);
        return this.numbersOf(found);
      },
    };
  }

  private given({ tensor, mask }: FlowIds): Given {
    const { graph } = this;
    const [plain, first] = [(): Value => graph.cast(this.plain(tensor), 'float'), (): Value => this.channelsFirst(tensor)];
    const valid = mask === null ? null : (): Value => this.plain(mask);
    return {
      get value() {
        return plain();
      },
      get channelsFirst() {
        return first();
      },
      shape: this.tensor(tensor).shape,
      get mask() {
        return valid?.() ?? null;
      },
    };
  }

  private tensor(id: ValueId): Tensor {
    const tensor = this.tensors.get(id);
    invariant(tensor, 'a value is made before it is used');
    return tensor;
  }

  private plain(id: ValueId): Value {
    const tensor = this.tensor(id);
    const value = tensor.plain ?? (tensor.channelsFirst && toChannelsLast(this.graph, tensor.channelsFirst));
    invariant(value, 'a tensor has a value');
    tensor.plain = value;
    return value;
  }

  private channelsFirst(id: ValueId): Value {
    const tensor = this.tensor(id);
    tensor.channelsFirst ??= toChannelsFirst(this.graph, this.graph.cast(this.plain(id), 'float'));
    return tensor.channelsFirst;
  }
}

/** The network of a document with its weights. */
export const writeNetwork = (source: NetworkSource, byHand: ByHand = twins): Network =>
  new NetworkWriter(source, planProject(source.project, source.signature), byHand).network();
