import { sameShape } from '../../../core/program/shapes.ts';
import type { Initializer, Shape } from '../../../core/program/types.ts';
import { at, invariant } from '../../../core/util/assert-never.ts';
import { type Helper, inOrder, shapeComment } from '../code/helper.ts';
import { Identifiers, inComment, textLiteral } from '../code/identifiers.ts';
import type { Network, NetworkLayer, NetworkTask, Stream } from '../code/network.ts';
import { type Arriving, type LayerTwin, type Place, portsOf, type Twin } from '../code/twin.ts';
import { initialStatement } from './initial.ts';
import { layerTwins } from './layers/registry.ts';
import { loweredTwin } from './lowered-module.ts';
import { placed, placedShape } from './placed.ts';
import { reservedNames } from './reserved.ts';

/** A parameter or running statistic of the page, and where it stands in the state of the model. */
export interface PlacedTensor {
  /** `NODE/PARAMETER` */
  readonly page: string;
  /** In the model's `state_dict`. */
  readonly torch: string;
  readonly shape: Shape;
  readonly place: Place;
}

/** model.py, and what the other files must know of it. */
export interface ModelFile {
  readonly text: string;
  /** Of every line the node that it is of, or null. */
  readonly nodes: readonly (string | null)[];
  readonly className: string;
  readonly tensors: readonly PlacedTensor[];
  /** By input id and by task id: what they are called in Python. */
  readonly inputNames: ReadonlyMap<string, string>;
  readonly taskNames: ReadonlyMap<string, string>;
}

interface WrittenLayer {
  readonly layer: NetworkLayer;
  readonly name: string;
  readonly twin: Twin;
  readonly lines: readonly string[];
}

/** Which layers must stand in the page's own order of axes: those that are tied to one of another kind. */
function oddlyTied({ project, layers }: Network): ReadonlySet<string> {
  const kinds = new Map(layers.map(({ node }) => [node.id, node.kind]));
  return new Set(
    project.ties.flatMap(({ a, b }) => (kinds.has(a) && kinds.has(b) && kinds.get(a) !== kinds.get(b) ? [a, b] : [])),
  );
}

class ModelWriter {
  private readonly modules: Identifiers;
  private readonly classes = new Identifiers(reservedNames);
  private readonly codes = new Map<string, { readonly code: string; readonly mask: string | null }>();
  readonly written: WrittenLayer[] = [];
  readonly inputNames = new Map<string, string>();
  readonly taskNames = new Map<string, string>();
  readonly className: string;

  constructor(
    private readonly network: Network,
    private readonly twins: ReadonlyMap<string, LayerTwin>,
    /** What is called already in the file. */
    taken: readonly string[],
  ) {
    this.modules = new Identifiers([...reservedNames, ...taken]);
    for (const { info, label, nodes } of network.inputs) {
      const name = this.modules.snake(label, 'input');
      this.inputNames.set(info.id, name);
      for (const node of nodes) this.codes.set(node, { code: name, mask: null });
    }
    const keys = new Identifiers([]);
    for (const { task } of network.tasks) this.taskNames.set(task.id, keys.snake(task.name, 'task'));
    const lowered = oddlyTied(network);
    for (const layer of network.layers) this.write(layer, lowered.has(layer.node.id));
    this.className = new Identifiers([...reservedNames, ...taken]).pascal(network.project.name, 'Network');
  }

  get helpers(): readonly Helper[] {
    return inOrder(this.written.flatMap(({ twin }) => twin.helpers ?? []));
  }

  code(node: string): string {
    const known = this.codes.get(node);
    invariant(known, `${node} stands before what needs it`);
    return known.code;
  }

  private arriving(source: string): Arriving {
    const stream = this.network.streams.get(source);
    const known = this.codes.get(source);
    invariant(stream && known, `${source} stands before what needs it`);
    return { ...known, shape: stream.shape, dtype: stream.dtype };
  }

  private write(layer: NetworkLayer, asPrimitives: boolean): void {
    const { node, label, output } = layer;
    const name = this.modules.snake(label, 'layer');
    const self = `self.${name}`;
    const ports = Object.fromEntries(
      Object.entries(layer.sources).map(([port, ids]) => [port, ids.map((id) => this.arriving(id))]),
    );
    const byHand = asPrimitives ? undefined : this.twins.get(node.kind);
    const twin = byHand
      ? byHand.write({ self, params: layer.params, frozen: node.frozen, output, parameters: layer.parameters, ...portsOf(ports) })
      : loweredTwin(layer, ports, this.network.streams, self, this.classes.pascal(`${label} layer`, 'Layer'));
    const lines: string[] = [];
    const comment = `  # ${shapeComment(output.shape)}`;
    const maskName = `${name}_mask`;
    if (twin.withMask) {
      lines.push(`${name}, ${maskName} = ${twin.result}${comment}`);
      this.codes.set(node.id, { code: name, mask: maskName });
    } else {
      lines.push(`${name} = ${twin.result}${comment}`);
      const mask = output.masked ? (twin.mask === undefined ? this.keptMask(ports, output) : twin.mask) : null;
      const isName = mask === null || /^\w+$/u.test(mask);
      if (!isName) lines.push(`${maskName} = ${mask}`);
      this.codes.set(node.id, { code: name, mask: isName ? mask : maskName });
    }
    this.written.push({ layer, name, twin, lines });
  }

  /** The masks that arrive, where the output has their positions. */
  private keptMask(ports: Readonly<Record<string, readonly Arriving[]>>, { shape }: Stream): string | null {
    const masks = Object.values(ports)
      .flat()
      .flatMap(({ mask, shape: own }) => (mask && own[0] === shape[0] ? [mask] : []));
    return masks.length === 0 ? null : [...new Set(masks)].join(' & ');
  }
}

const tensorsOf = ({ layer, name, twin }: WrittenLayer): PlacedTensor[] =>
  [...layer.parameters, ...layer.states].map((held) => {
    const place = twin.places?.[held.name];
    invariant(place, `${layer.node.kind} has a place for ${held.name}`);
    return { page: `${layer.node.id}/${held.name}`, torch: `${name}.${place.name}`, shape: held.shape, place };
  });

/** self.name.0.weight is self.name[0].weight. */
const attribute = (torch: string): string => `self.${torch.replace(/\.(\d+)/g, '[$1]')}`;

function tiePenalties({ project, layers }: Network, tensors: readonly PlacedTensor[]): { code: string; node: string }[] {
  const byPage = new Map(tensors.map((tensor) => [tensor.page, tensor]));
  const frozen = new Set(layers.filter(({ node }) => node.frozen).map(({ node }) => node.id));
  return project.ties.flatMap(({ a, b, weight }) => {
    if (frozen.has(a) && frozen.has(b)) return [];
    const mine = layers.find(({ node }) => node.id === a)?.parameters ?? [];
    return mine.flatMap(({ name }) => {
      const [x, y] = [byPage.get(`${a}/${name}`), byPage.get(`${b}/${name}`)];
      if (!x || !y || !sameShape(x.shape, y.shape)) return [];
      return [{ code: `${weight} * (${attribute(x.torch)} - ${attribute(y.torch)}).square().sum()`, node: a }];
    });
  });
}

/** What one line of the file is, and the node that it belongs to. */
class Lines {
  readonly text: string[] = [];
  readonly nodes: (string | null)[] = [];

  add(text: string, node: string | null = null): void {
    for (const line of text.split('\n')) {
      this.text.push(line);
      this.nodes.push(node);
    }
  }
}

function taskComment({ task, kind }: NetworkTask): string {
  return inComment(`${kind.text.title.en}: ${task.name}${kind.exportNote ? `; ${kind.exportNote}` : ''}`);
}

/** The network of a document as a module of PyTorch. `twins` are the layers that are written by hand. */
export function modelFile(network: Network, twins: ReadonlyMap<string, LayerTwin> = layerTwins): ModelFile {
  // Once to see what layers use, so that no layer is called like that.
  const used = new ModelWriter(network, twins, []).helpers.map(({ name }) => name);
  const writer = new ModelWriter(network, twins, used);
  const { written, inputNames, taskNames, className } = writer;
  const tensors = written.flatMap(tensorsOf);
  const byPage = new Map(tensors.map((tensor) => [tensor.page, tensor]));
  const starts = written.flatMap(({ layer }) =>
    [...layer.parameters, ...layer.states].map(({ name, initializer }: { name: string; initializer: Initializer }) => {
      const { torch, shape, place } = at(
        [byPage.get(`${layer.node.id}/${name}`)].filter((found) => found !== undefined),
        0,
      );
      return {
        node: layer.node.id,
        ...initialStatement(attribute(torch), initializer, (values) => Array.from(placed(values, shape, place))),
      };
    }),
  );
  const penalties = [
    ...written.flatMap(({ layer, twin }) => (twin.penalties ?? []).map((code) => ({ code, node: layer.node.id }))),
    ...tiePenalties(network, tensors),
  ];
  const helpers: readonly Helper[] = inOrder([...starts.flatMap((start) => start.helpers), ...writer.helpers]);
  const out = new Lines();
  out.add(`# ${inComment(network.project.name) || 'A network'}: made with MTL Playground.`);
  out.add(
    '# Tensors have the axes of the canvas: a batch [N, ...], images [N, height, width, channels], sequences [N, length, features].',
  );
  out.add('import torch\nimport torch.nn.functional as F\nfrom torch import nn\n');
  for (const { source } of helpers) out.add(`\n${source}`);
  out.add(`\nclass ${className}(nn.Module):`);
  out.add(`    """Gives the logits of every task by name. Masks are True where a position is no padding."""\n`);
  out.add('    def __init__(self):\n        super().__init__()');
  for (const { layer, name, twin } of written) {
    const { id, frozen } = layer.node;
    if (!twin.module) continue;
    out.add(`        self.${name} = ${twin.module}${twin.note ? `  # ${twin.note}` : ''}`, id);
    if (frozen && layer.parameters.length > 0) out.add(`        self.${name}.requires_grad_(False)  # frozen on the canvas`, id);
  }
  const inputs = network.inputs.map(({ info, nodes }) => ({ name: inputNames.get(info.id) ?? info.id, info, nodes }));
  out.add(`\n    def forward(self, ${inputs.map(({ name }) => name).join(', ')}):`);
  for (const { name, info, nodes } of inputs) {
    out.add(`        # ${name}: ${shapeComment(info.shape)}${info.dtype === 'i32' ? ', ids' : ''}`, nodes[0] ?? null);
  }
  for (const { layer, lines } of written) for (const line of lines) out.add(`        ${line}`, layer.node.id);
  out.add('        return {');
  for (const one of network.tasks) {
    const key = textLiteral(taskNames.get(one.task.id) ?? one.task.id);
    out.add(`            ${key}: ${writer.code(one.logits)},  # ${taskComment(one)}`, one.logits);
  }
  out.add('        }');
  if (penalties.length > 0) {
    out.add(
      '\n    def penalty(self):\n        """What is added to the training loss beside the tasks\' losses, after a forward pass."""\n        return (',
    );
    for (const [i, { code, node }] of penalties.entries()) out.add(`            ${i > 0 ? '+ ' : ''}${code}`, node);
    out.add('        )');
  }
  out.add('\n    def initialise(self):\n        """New weights, drawn as the page draws them."""');
  for (const { code, node } of starts) out.add(`        ${code}`, node);
  out.add('        return self\n');
  return { text: out.text.join('\n'), nodes: out.nodes, className, tensors, inputNames, taskNames };
}

/** The shape that a tensor has in the model. */
export const torchShape = ({ shape, place }: PlacedTensor): readonly number[] => placedShape(shape, place);
