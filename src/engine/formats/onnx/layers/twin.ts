import type { LayerProgram } from '../../../../core/compile/layer-programs.ts';
import type { Shape } from '../../../../core/program/types.ts';
import { at } from '../../../../core/util/assert-never.ts';
import type { Dim } from '../dims.ts';
import type { OnnxGraph, Value } from '../onnx-graph.ts';

/** A tensor on an edge. An image can be had either way; what nobody asks for is not written. */
export interface Given {
  /** As numbers. */
  readonly value: Value;
  /** An image [N, C, H, W]. */
  readonly channelsFirst: Value;
  readonly shape: readonly Dim[];
  /** [N, L], 1 where a position holds something; null where all do. */
  readonly mask: Value | null;
}

/** Numbers of a layer as they are kept. */
export interface Numbers {
  readonly shape: Shape;
  readonly numbers: ArrayLike<number>;
}

/** A layer that is being written. */
export interface LayerScope {
  readonly graph: OnnxGraph;
  readonly layer: LayerProgram;
  /** What arrives at a port, in the order of its edges. */
  given(port: string): readonly Given[];
  /** The shape of what the layer puts out. */
  readonly shape: readonly Dim[];
  /** A parameter or running statistic. */
  numbers(name: string): Numbers;
}

/** What a layer puts out; an image may have its channels first. */
export type Written = Value | { readonly channelsFirst: Value };

interface Writing<P> {
  write(scope: LayerScope, params: P): Written | null;
}

/**
 * Writes a layer by the operation that ONNX has for it; null where that means something else for these parameters and inputs, and the layer is
 * written from its primitives. `params` are what the schema of its kind gives.
 */
export type Twin<P = unknown> = Writing<P>['write'];

/** What arrives at a port that takes one edge. */
export const inputOf = (scope: LayerScope, port = 'in'): Given => at(scope.given(port), 0);

/** A parameter as a tensor of the file, arranged as the operation wants it. */
export function parameter(scope: LayerScope, name: string, arrange: (numbers: Numbers) => Numbers = (numbers) => numbers): Value {
  const { shape, numbers } = arrange(scope.numbers(name));
  return scope.graph.tensor(`${scope.graph.scope}/${name}`, shape, numbers);
}

/** The axes in another order. */
export const permuted =
  (permutation: readonly number[]) =>
  ({ shape, numbers }: Numbers): Numbers => {
    const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((product, extent) => product * extent, 1));
    const extents = permutation.map((axis) => at(shape, axis));
    const steps = permutation.map((axis) => at(strides, axis));
    const out = new Float32Array(numbers.length);
    const place = extents.map(() => 0);
    let from = 0;
    for (let i = 0; i < out.length; i++) {
      out[i] = at(numbers, from);
      for (let axis = extents.length - 1; axis >= 0; axis--) {
        place[axis] = at(place, axis) + 1;
        from += at(steps, axis);
        if (at(place, axis) < at(extents, axis)) break;
        from -= at(extents, axis) * at(steps, axis);
        place[axis] = 0;
      }
    }
    return { shape: extents, numbers: out };
  };

/** Some columns of a matrix, or numbers of a row. */
export const columns =
  (begin: number, count: number) =>
  ({ shape, numbers }: Numbers): Numbers => {
    const width = at(shape, shape.length - 1);
    const rows = numbers.length / width;
    const out = new Float32Array(rows * count);
    for (let row = 0; row < rows; row++)
      for (let i = 0; i < count; i++) out[row * count + i] = at(numbers, row * width + begin + i);
    return { shape: [...shape.slice(0, -1), count], numbers: out };
  };
