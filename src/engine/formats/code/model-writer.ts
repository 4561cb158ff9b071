import { sameShape } from '../../../core/program/shapes.ts';
import type { Shape } from '../../../core/program/types.ts';
import { invariant } from '../../../core/util/assert-never.ts';
import { type Helper, inOrder, shapeComment } from './helper.ts';
import { Identifiers, inComment } from './identifiers.ts';
import type { Network, NetworkLayer, NetworkTask, Stream } from './network.ts';
import { type Arriving, type LayerTwin, type Place, portsOf, type Twin } from './twin.ts';

/** A parameter or running statistic of the page, and where it stands in the state of the model. */
export interface PlacedTensor {
  /** `NODE/PARAMETER` */
  readonly page: string;
  /** What it is called in the file of weights, `LAYER.WEIGHT`. */
  readonly name: string;
  readonly shape: Shape;
  readonly place: Place;
}

/** A layer with its code: what makes it, and the statements that call it. */
export interface WrittenLayer {
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

/** What a language must say for a network to be written in it. */
export interface ModelLanguage {
  /** What no layer, input, task or class is called. */
  readonly reserved: readonly string[];
  /** The name of a thing that is called so on the canvas. */
  readonly naming: 'snake' | 'camel';
  readonly twins: ReadonlyMap<string, LayerTwin>;
  /** The object that stands for a layer of this name. */
  attribute(name: string): string;
  /** A statement that gives the value of an expression its name, or its parts their names. */
  named(names: readonly string[], code: string, comment?: string): string;
  bothMasks(masks: readonly string[]): string;
  /** A layer as its primitives. */
  lowered: (
    layer: NetworkLayer,
    ports: Readonly<Record<string, readonly Arriving[]>>,
    streams: ReadonlyMap<string, Stream>,
    self: string,
    className: string,
  ) => Twin;
}

/** Goes through a network, layer by layer, and knows what everything is called. */
export class ModelWriter {
  private readonly modules: Identifiers;
  private readonly classes: Identifiers;
  private readonly codes = new Map<string, { readonly code: string; readonly mask: string | null }>();
  readonly written: WrittenLayer[] = [];
  readonly inputNames = new Map<string, string>();
  readonly taskNames = new Map<string, string>();
  readonly className: string;

  constructor(
    private readonly network: Network,
    private readonly language: ModelLanguage,
    /** What is called already in the file. */
    taken: readonly string[],
  ) {
    const { reserved, naming } = language;
    this.classes = new Identifiers(reserved);
    this.modules = new Identifiers([...reserved, ...taken]);
    for (const { info, label, nodes } of network.inputs) {
      const name = this.modules[naming](label, 'input');
      this.inputNames.set(info.id, name);
      for (const node of nodes) this.codes.set(node, { code: name, mask: null });
    }
    const keys = new Identifiers([]);
    for (const { task } of network.tasks) this.taskNames.set(task.id, keys[naming](task.name, 'task'));
    const lowered = oddlyTied(network);
    for (const layer of network.layers) this.write(layer, lowered.has(layer.node.id));
    this.className = new Identifiers([...reserved, ...taken]).pascal(network.project.name, 'Network');
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
    const { language } = this;
    const name = this.modules[language.naming](label, 'layer');
    const self = language.attribute(name);
    const ports = Object.fromEntries(
      Object.entries(layer.sources).map(([port, ids]) => [port, ids.map((id) => this.arriving(id))]),
    );
    const known = asPrimitives ? undefined : language.twins.get(node.kind);
    const byHand = known?.suits?.(layer.params) === false ? undefined : known;
    const twin = byHand
      ? byHand.write({ self, params: layer.params, frozen: node.frozen, output, parameters: layer.parameters, ...portsOf(ports) })
      : language.lowered(layer, ports, this.network.streams, self, this.classes.pascal(`${label} layer`, 'Layer'));
    const lines: string[] = [];
    const comment = shapeComment(output.shape);
    const maskName = language.naming === 'snake' ? `${name}_mask` : `${name}Mask`;
    if (twin.withMask) {
      lines.push(language.named([name, maskName], twin.result, comment));
      this.codes.set(node.id, { code: name, mask: maskName });
    } else {
      lines.push(language.named([name], twin.result, comment));
      const mask = output.masked ? (twin.mask === undefined ? this.keptMask(ports, output) : twin.mask) : null;
      const isName = mask === null || /^[\p{XID_Continue}$]+$/u.test(mask);
      if (!isName) lines.push(language.named([maskName], mask));
      this.codes.set(node.id, { code: name, mask: isName ? mask : maskName });
    }
    this.written.push({ layer, name, twin, lines });
  }

  /** The masks that arrive, where the output has their positions. */
  private keptMask(ports: Readonly<Record<string, readonly Arriving[]>>, { shape }: Stream): string | null {
    const masks = Object.values(ports)
      .flat()
      .flatMap(({ mask, shape: own }) => (mask && own[0] === shape[0] ? [mask] : []));
    return masks.length === 0 ? null : this.language.bothMasks([...new Set(masks)]);
  }
}

/** The parameters and running statistics of a layer, and what they are called. */
export const tensorsOf = ({ layer, name, twin }: WrittenLayer): PlacedTensor[] =>
  [...layer.parameters, ...layer.states].map((held) => {
    const place = twin.places?.[held.name];
    invariant(place, `${layer.node.kind} has a place for ${held.name}`);
    return { page: `${layer.node.id}/${held.name}`, name: `${name}.${place.name}`, shape: held.shape, place };
  });

/** The penalties of soft sharing; `write` gives the expression of one. */
export function tiePenalties(
  { project, layers }: Network,
  tensors: readonly PlacedTensor[],
  write: (weight: number, x: PlacedTensor, y: PlacedTensor) => string,
): { readonly code: string; readonly node: string }[] {
  const byPage = new Map(tensors.map((tensor) => [tensor.page, tensor]));
  const frozen = new Set(layers.filter(({ node }) => node.frozen).map(({ node }) => node.id));
  return project.ties.flatMap(({ a, b, weight }) => {
    if (frozen.has(a) && frozen.has(b)) return [];
    const mine = layers.find(({ node }) => node.id === a)?.parameters ?? [];
    return mine.flatMap(({ name }) => {
      const [x, y] = [byPage.get(`${a}/${name}`), byPage.get(`${b}/${name}`)];
      if (!x || !y || !sameShape(x.shape, y.shape)) return [];
      return [{ code: write(weight, x, y), node: a }];
    });
  });
}

/** What one line of the file is, and the node that it belongs to. */
export class Lines {
  readonly text: string[] = [];
  readonly nodes: (string | null)[] = [];

  add(text: string, node: string | null = null): void {
    for (const line of text.split('\n')) {
      this.text.push(line);
      this.nodes.push(node);
    }
  }
}

/** What a task is, for a comment. */
export function taskComment({ task, kind }: NetworkTask): string {
  return inComment(`${kind.text.title.en}: ${task.name}${kind.exportNote ? `; ${kind.exportNote}` : ''}`);
}
