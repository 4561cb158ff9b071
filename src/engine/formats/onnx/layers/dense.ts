import type { dense as denseKind } from '../../../../core/layers/basic/dense.ts';
import { defaultLeakySlope } from '../../../../core/layers/support/activations.ts';
import type { OnnxGraph, Value } from '../onnx-graph.ts';
import { activate } from './activate.ts';
import { inputOf, type LayerScope, parameter, type Twin } from './twin.ts';

type ParamsOf<K> = K extends { lower(ctx: never, params: infer P, inputs: never): unknown } ? P : never;

/** x [..., F] · kernel + bias: Gemm for rows, MatMul and Add for more axes. */
export function linear(graph: OnnxGraph, x: Value, kernel: Value, bias: Value | null, rank: number): Value {
  if (rank === 2 && bias) return graph.op('Gemm', [x, kernel, bias]);
  const product = graph.op('MatMul', [x, kernel]);
  return bias ? graph.op('Add', [product, bias]) : product;
}

/** What layers with a kernel apply to their result. */
export const activated = (scope: LayerScope, id: Parameters<typeof activate>[1], x: Value): Value =>
  activate(scope.graph, id, x, defaultLeakySlope);

export const dense: Twin<ParamsOf<typeof denseKind>> = (scope, { activation, useBias }) => {
  const { value, shape } = inputOf(scope);
  const kernel = parameter(scope, 'kernel');
  const bias = useBias ? parameter(scope, 'bias') : null;
  return activated(scope, activation, linear(scope.graph, value, kernel, bias, shape.length));
};

export type { ParamsOf };
