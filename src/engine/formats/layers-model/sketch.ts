import type { Shape } from '../../../core/program/types.ts';

/** A layer as it stands in a model.json. */
export interface LayerJson {
  readonly class_name: string;
  readonly name: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly inbound_nodes: readonly (readonly (readonly [string, number, number, object])[])[];
}

export interface ModelWeight {
  /** `LAYER/WEIGHT` */
  readonly name: string;
  readonly shape: Shape;
  readonly data: Float32Array;
}

/** A tensor of the model under construction: the layer that puts it out, and its shape per sample. */
export interface LayerOutput {
  readonly layer: string;
  readonly shape: Shape;
}

export type WeightValues = Readonly<Record<string, Omit<ModelWeight, 'name'>>>;

/**
 * Whether tfjs can use the name of a layer: its rule for names of weights, which begin with the layer's name; and it looks layers up in plain
 * objects, in which it finds `constructor` before there is any.
 */
const usable = (name: string): boolean => /^[A-Za-z0-9]/.test(name) && !(name in Object.prototype);

/** Collects layers and weights, and gives every layer a name of its own. */
export class ModelSketch {
  readonly layers: LayerJson[] = [];
  readonly weights: ModelWeight[] = [];
  private readonly taken: Set<string>;

  /** `reserved` names are used for nodes; see `nodeLayerNames`. */
  constructor(reserved: Iterable<string>) {
    this.taken = new Set(reserved);
  }

  /** A name that no other layer has. */
  freeName(wanted: string): string {
    const base = usable(wanted) ? wanted : `x${wanted}`;
    let name = base;
    for (let i = 2; this.taken.has(name); i++) name = `${base}_${i}`;
    this.taken.add(name);
    return name;
  }

  /** Appends a layer; `name` comes from `freeName` or `nodeLayerNames`. */
  add(
    name: string,
    className: string,
    config: Readonly<Record<string, unknown>>,
    inputs: readonly LayerOutput[],
    shape: Shape,
    weights: WeightValues = {},
  ): LayerOutput {
    const inbound = this.distinct(inputs).map(({ layer }) => [layer, 0, 0, {}] as const);
    this.layers.push({
      class_name: className,
      name,
      config: { name, trainable: true, ...config },
      inbound_nodes: inbound.length === 0 ? [] : [inbound],
    });
    for (const [weight, value] of Object.entries(weights)) this.weights.push({ name: `${name}/${weight}`, ...value });
    return { layer: name, shape };
  }

  /** tfjs forgets a tensor too early where one layer takes it twice; the second time gets a copy. */
  private distinct(inputs: readonly LayerOutput[]): LayerOutput[] {
    return inputs.map((input, i) => {
      if (inputs.findIndex(({ layer }) => layer === input.layer) === i) return input;
      return this.add(this.freeName(`${input.layer}_copy`), 'Activation', { activation: 'linear' }, [input], input.shape);
    });
  }
}

/** The name of the layer that holds each node's weights: the node's id, unless tfjs could not use it. */
export function nodeLayerNames(ids: readonly string[]): ReadonlyMap<string, string> {
  const known = new Set(ids);
  const names = new Map<string, string>();
  for (const id of ids) {
    let name = id;
    while (!usable(name) || (name !== id && known.has(name))) name = `x${name}`;
    known.add(name);
    names.set(id, name);
  }
  return names;
}
