import { type Emission, inputOf } from './emission.ts';

export const reduce: Emission<'reduce'> = (e) => {
  const { fn, axes } = e.attributes;
  if (fn === 'max') return e.graph.op('ReduceMax', [inputOf(e)], { axes, keepdims: 1 });
  return e.graph.op('ReduceSum', [inputOf(e), e.graph.integers(axes)], { keepdims: 1 });
};

export const matmul: Emission<'matmul'> = (e) => {
  const { graph, attributes } = e;
  const [transA, transB] = [attributes.transposeA ? 1 : 0, attributes.transposeB ? 1 : 0];
  if (transA + transB > 0 && e.shape.length === 2) return graph.op('Gemm', [inputOf(e), inputOf(e, 1)], { transA, transB });
  const [a, b] = [transA, transB].map((turned, i) => (turned === 1 ? graph.transpose(inputOf(e, i), [0, 2, 1]) : inputOf(e, i)));
  return graph.op('MatMul', [a ?? null, b ?? null]);
};

export const gather: Emission<'gather'> = (e) => e.graph.op('Gather', [inputOf(e), inputOf(e, 1)], { axis: 0 }, inputOf(e).type);

/** Zeros, to which every update is added at its row. */
export const scatterAdd: Emission<'scatterAdd'> = (e) => {
  const { graph, shape } = e;
  const places = graph.op('Unsqueeze', [graph.cast(inputOf(e), 'int64'), graph.integers([-1])], {}, 'int64');
  return graph.op('ScatterND', [graph.filled(shape, 0), places, inputOf(e, 1)], { reduction: 'add' });
};

/** An id outside of the range is no number of it: OneHot would count negative ones from the end. */
export const oneHot: Emission<'oneHot'> = (e) => {
  const { graph } = e;
  const { depth } = e.attributes;
  const ids = graph.op('Unsqueeze', [inputOf(e), graph.integers([-1])], {}, 'int32');
  const numbers = graph.constant(
    Array.from({ length: depth }, (_, id) => id),
    [depth],
    'int32',
  );
  return graph.comparison('Equal', [ids, numbers]);
};
