import type { ProgramBuilder, Tensor } from '../program/builder.ts';
import { at } from '../util/assert-never.ts';
import { ownValue } from '../util/own-value.ts';
import type { LayerKind, LowerContext } from './types.ts';

/** A tensor on an edge, and what travels with it unseen. */
export interface Flow {
  readonly tensor: Tensor;
  /** [N, L], 1 where a position of [N, L, ...] holds something and 0 where it is padding; null where every position holds something. */
  readonly mask: Tensor | null;
  /** Of token ids as they come from the data: how many ids there are. */
  readonly vocabulary: number | null;
}

/** A tensor with nothing beside it. */
export const plainFlow = (tensor: Tensor): Flow => ({ tensor, mask: null, vocabulary: null });

/** The positions that are valid in all of `masks` [N, L]; null where there are none. */
function jointMask(b: ProgramBuilder, masks: readonly Tensor[]): Tensor | null {
  const distinct = masks.filter((mask, i) => masks.findIndex(({ id }) => id === mask.id) === i);
  return distinct.length === 0 ? null : distinct.reduce((left, right) => b.mul(left, right));
}

/** A layer that says nothing of masks hands on those that arrive, as long as its output [N, L, F] has their positions. */
function keptMask(b: ProgramBuilder, arrived: readonly Flow[], output: Tensor): Tensor | null {
  if (output.shape.length !== 3) return null;
  const masks = arrived.flatMap(({ mask }) => (mask && at(mask.shape, 1) === output.shape[1] ? [mask] : []));
  return jointMask(b, masks);
}

/** What travels with the tensors is added to it here. */
export type LowerBase = Omit<LowerContext, 'maskOf' | 'writeMask' | 'vocabularyOf'>;

/** Lowers a layer on what arrives at each port, by port id. */
export function lowerFlows<P>(
  layer: Pick<LayerKind<P>, 'inputs' | 'lower'>,
  base: LowerBase,
  params: P,
  arrived: Readonly<Record<string, readonly Flow[]>>,
): Flow {
  let written: Tensor | null | undefined;
  const ctx: LowerContext = {
    ...base,
    maskOf: (port, index = 0) => ownValue(arrived, port)?.[index]?.mask ?? null,
    writeMask: (mask) => {
      written = mask;
    },
    vocabularyOf: (port, index = 0) => ownValue(arrived, port)?.[index]?.vocabulary ?? null,
  };
  const ports = layer.inputs.map(({ id }) => [id, (ownValue(arrived, id) ?? []).map(({ tensor }) => tensor)]);
  const tensor = layer.lower(ctx, params, Object.fromEntries(ports));
  const mask = written === undefined ? keptMask(base.b, Object.values(arrived).flat(), tensor) : written;
  // What puts out ids puts out those of its own input.
  const vocabulary = tensor.dtype === 'i32' ? (Object.values(arrived).flat()[0]?.vocabulary ?? null) : null;
  return { tensor, mask, vocabulary };
}
