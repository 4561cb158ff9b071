import type { DType, OpKind, OpOf } from '../../../../core/program/types.ts';
import { at, invariant } from '../../../../core/util/assert-never.ts';
import type { Dim } from '../dims.ts';
import type { OnnxGraph, Value } from '../onnx-graph.ts';

/** A primitive that is to be written: as it is for both numbers of samples. */
export interface Emitting<K extends OpKind> {
  readonly graph: OnnxGraph;
  readonly attributes: OpOf<K>['attributes'];
  readonly inputs: readonly Value[];
  /** The shapes of the inputs. */
  readonly shapes: readonly (readonly Dim[])[];
  /** The shape of the result. */
  readonly shape: readonly Dim[];
  readonly dtype: DType;
  /** Extents or places among the attributes. */
  dims(of: (attributes: OpOf<K>['attributes']) => readonly number[]): readonly Dim[];
}

export type Emission<K extends OpKind> = (e: Emitting<K>) => Value;

/** The input at a place. */
export const inputOf = ({ inputs }: { readonly inputs: readonly Value[] }, place = 0): Value => at(inputs, place);

/** An axis that holds samples and what else was put together with them. */
export function samplesIn(dim: Dim | undefined): number {
  invariant(dim !== undefined && typeof dim !== 'number', 'the axis holds samples');
  return dim.samples;
}
