import type { Flow } from '../layers/flow.ts';
import type { PictureKind } from '../layers/types.ts';
import type { ProgramSize, Tensor } from '../program/builder.ts';
import type { DType, Shape } from '../program/types.ts';
import type { GraphNode } from '../project/schema.ts';
import type { Catalogue } from './catalogue.ts';

/** A tensor as far as shapes go. */
interface Extent {
  readonly shape: Shape;
  readonly dtype: DType;
}

/** What a layer made of what arrived, as far as shapes go: the same for every node of this kind, with these parameters and arrivals. */
export interface LayerOutcome {
  /** What a program would grow by: counted again for every layer that is not lowered again. */
  readonly cost: ProgramSize;
  readonly output: Extent;
  readonly mask: Extent | null;
  readonly vocabulary: number | null;
  readonly parameters: readonly { readonly name: string; readonly shape: Shape }[];
  readonly exposed: readonly { readonly name: string; readonly kind: PictureKind; readonly value: Pick<Tensor, 'shape'> }[];
}

/** More different layers than a document can hold; whoever moves sliders for hours begins anew. */
const mostRemembered = 4096;

const known = new WeakMap<Catalogue, Map<string, LayerOutcome>>();

/** What the layers of a catalogue were seen to make, by `outcomeKey`. */
export const layerMemory = {
  find: (catalogue: Catalogue, key: string): LayerOutcome | undefined => known.get(catalogue)?.get(key),
  keep(catalogue: Catalogue, key: string, outcome: LayerOutcome): void {
    const outcomes = known.get(catalogue) ?? new Map<string, LayerOutcome>();
    known.set(catalogue, outcomes);
    if (outcomes.size >= mostRemembered) outcomes.clear();
    outcomes.set(key, outcome);
  },
};

const arrivalKey = ({ tensor, mask, vocabulary }: Flow) => [tensor.dtype, tensor.shape, mask?.shape ?? null, vocabulary];

/** Two nodes of the same key make the same shapes, ask for the same parameters and offer the same pictures. */
export const outcomeKey = (
  { kind }: Pick<GraphNode, 'kind'>,
  params: unknown,
  arrived: Readonly<Record<string, readonly Flow[]>>,
): string => JSON.stringify([kind, params, Object.entries(arrived).map(([port, flows]) => [port, flows.map(arrivalKey)])]);
