import type { activate as lowered } from '../../../../core/layers/support/activations.ts';
import { float, type OnnxGraph, type Value } from '../onnx-graph.ts';

type ActivationId = Parameters<typeof lowered>[1];

/**
 * GELU in its tanh form, x/2 · (1 + tanh u), u = √(2/π)(x + 0.044715x³), is x · σ(2u); the operation Gelu came with a later version.
 */
function gelu(graph: OnnxGraph, x: Value): Value {
  const factor = 2 * Math.sqrt(2 / Math.PI);
  const square = graph.op('Mul', [x, x]);
  const inner = graph.op('Add', [graph.op('Mul', [square, graph.scalar(0.044715 * factor)]), graph.scalar(factor)]);
  return graph.op('Mul', [x, graph.op('Sigmoid', [graph.op('Mul', [x, inner])])]);
}

/** `slope`: leaky ReLU's. */
export function activate(graph: OnnxGraph, id: ActivationId, x: Value, slope: number): Value {
  switch (id) {
    case 'none':
      return x;
    case 'relu':
      return graph.op('Relu', [x]);
    case 'tanh':
      return graph.op('Tanh', [x]);
    case 'sigmoid':
      return graph.op('Sigmoid', [x]);
    case 'elu':
      return graph.op('Elu', [x], { alpha: float(1) });
    case 'leakyRelu':
      return graph.op('LeakyRelu', [x], { alpha: float(slope) });
    case 'gelu':
      return gelu(graph, x);
  }
}
