import type { PictureKind } from '../layers/types.ts';
import type { Tensor } from '../program/builder.ts';
import { sizeOf } from '../program/shapes.ts';
import type { Shape } from '../program/types.ts';
import { type GraphNode, headKind, inputKind } from '../project/schema.ts';
import type { DataSignature } from '../project/signature.ts';
import { at } from '../util/assert-never.ts';
import { inputData } from './catalogue.ts';
import type { Topology } from './topology.ts';

/** What can be seen inside a node while it trains. */
export interface NodePicture {
  /**
   * `filters`: what each unit of a layer next to an image looks for. `plane`: what a head answers over the plane that its points lie in. The
   * others are values that the layer offers (`ctx.expose`).
   */
  readonly kind: PictureKind | 'filters' | 'plane';
  /** The value's name among those of its node; of filters, the parameter's; of a plane there is none. */
  readonly name: string;
  /**
   * Without the batch axis: filters [height, width, channels, count]; attention [heads, queries, keys]; positions [L]; gates [..., ways];
   * coefficients [rows, columns]; mask [height, width]; plane [rows, columns].
   */
  readonly shape: Shape;
  /** The input whose tokens stand at the keys, or positions, where that is known. */
  readonly tokens: string | null;
}

/** An attention map of more queries or keys is shown as what each position receives. */
const longestSide = 256;

/** An exposed value as it is drawn: too large a map as the mean share of each key over heads and queries, [N, keys]. */
export function drawnAs(value: Pick<Tensor, 'shape'>, kind: PictureKind): { readonly kind: PictureKind; readonly shape: Shape } {
  const shape = kind === 'coefficients' ? value.shape : value.shape.slice(1);
  if (kind !== 'attention') return { kind, shape };
  const [queries, keys] = [at(shape, 1), at(shape, 2)];
  return Math.max(queries, keys) > longestSide ? { kind: 'positions', shape: [keys] } : { kind, shape };
}

/** A value that a layer offered while its node was lowered. */
export interface Exposed {
  readonly name: string;
  readonly kind: PictureKind;
  readonly value: Pick<Tensor, 'shape'>;
}

interface Surroundings {
  readonly topology: Topology;
  readonly shapeOf: (node: string) => Shape | null;
  readonly signature: DataSignature;
}

/** Layers that leave pixels what and where they are, or make them fewer: what stands behind them still looks at the image. */
const transparent: ReadonlySet<string> = new Set([
  'flatten',
  'reshape',
  'randomShift',
  'randomFlip',
  'cutout',
  'gaussianNoise',
  'dropout',
  'activation',
  'stopGradient',
  'reverseGradient',
  'avgPool',
  'maxPool',
  'upsample2d',
]);

const isImage = (shape: Shape | null): shape is Shape => shape?.length === 3 && (shape[2] === 1 || shape[2] === 3);

/**
 * The image [height, width, channels] that arrives at a node as it is or as a row: the nearest one on the way back to the data. Null where
 * there is none, or where a layer in between has made something else of it.
 */
function imageAt(node: GraphNode, { topology, shapeOf }: Surroundings): Shape | null {
  let image: Shape | null = null;
  let at = node.id;
  for (let left = topology.nodes.size; left > 0; left--) {
    const [edge, ...others] = topology.incoming.get(at) ?? [];
    const source = edge && topology.nodes.get(edge.source);
    if (!source || others.length > 0) return null;
    const shape = shapeOf(source.id);
    if (image === null && isImage(shape)) image = shape;
    if (source.kind === inputKind) return image;
    if (!transparent.has(source.kind)) return null;
    at = source.id;
  }
  return null;
}

/** The filters of a convolution, or of a Dense layer on a flattened image, that stands next to the data. */
function filtersOf(
  node: GraphNode,
  parameters: readonly { readonly name: string; readonly shape: Shape }[],
  around: Surroundings,
): NodePicture | null {
  const kernel = parameters.find(({ name }) => name === 'kernel')?.shape;
  if (!kernel || (node.kind !== 'conv2d' && node.kind !== 'dense')) return null;
  const image = imageAt(node, around);
  if (!image) return null;
  const picture = (shape: Shape): NodePicture => ({ kind: 'filters', name: 'kernel', shape, tokens: null });
  // One weight per filter says nothing by its picture.
  if (node.kind === 'conv2d') return sizeOf(kernel.slice(0, 2)) > 1 ? picture(kernel) : null;
  const [features, units] = [at(kernel, 0), at(kernel, 1)];
  return features === sizeOf(image) && features > at(image, 2) ? picture([...image, units]) : null;
}

/** The only input with tokens that a node depends on, where it has so many positions. */
function tokensBehind(node: GraphNode, length: number, { topology, signature }: Surroundings): string | null {
  const seen = new Set([node.id]);
  for (const id of seen) for (const { source } of topology.incoming.get(id) ?? []) seen.add(source);
  const inputs = [...seen].flatMap((id) => {
    const found = topology.nodes.get(id);
    return found?.kind === inputKind ? [inputData(found)] : [];
  });
  const token = signature.inputs.filter(({ id, vocabulary }) => vocabulary !== undefined && inputs.includes(id));
  const [only, ...others] = token;
  return only && others.length === 0 && only.shape[0] === length ? only.id : null;
}

/** How many cells a plane on a card has in a row and in a column: they are drawn smoothly. */
export const planeCells = 28;

/** Where samples are points in the plane, what a head with one answer says of each place there. */
function planeOf({ id }: GraphNode, { shapeOf, signature }: Surroundings): NodePicture | null {
  const [point, ...others] = signature.inputs;
  const places = point?.dtype === 'f32' && point.shape.length === 1 && point.shape[0] === 2 && !point.features;
  const answer = shapeOf(id);
  return places && others.length === 0 && answer !== null && sizeOf(answer) === 1
    ? { kind: 'plane', name: '', shape: [planeCells, planeCells], tokens: null }
    : null;
}

/** What a node shows: of a head what it answers over the plane, of a layer its filters, or else the first value that its layer offers; null where there is nothing to be seen. */
export function pictureOf(
  node: GraphNode,
  parameters: readonly { readonly name: string; readonly shape: Shape }[],
  exposed: readonly Exposed[],
  around: Surroundings,
): NodePicture | null {
  if (node.kind === headKind) return planeOf(node, around);
  const filters = filtersOf(node, parameters, around);
  const [first] = exposed;
  if (filters || !first) return filters;
  const { kind, shape } = drawnAs(first.value, first.kind);
  const length = kind === 'attention' || kind === 'positions' ? at(shape, shape.length - 1) : 0;
  return { kind, name: first.name, shape, tokens: length > 0 ? tokensBehind(node, length, around) : null };
}
