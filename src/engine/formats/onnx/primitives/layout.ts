import { at, invariant } from '../../../../core/util/assert-never.ts';
import { type Dim, isFixed } from '../dims.ts';
import type { OnnxGraph, Value } from '../onnx-graph.ts';
import { type Emission, inputOf, samplesIn } from './emission.ts';

/** The operations that only move numbers about. */

export const reshape: Emission<'reshape'> = (e) => e.graph.reshape(inputOf(e), e.shape);

export const transpose: Emission<'transpose'> = (e) => e.graph.transpose(inputOf(e), e.attributes.permutation);

/** A range of an axis that holds several times the samples, of whole ones: the axis is taken apart for it. */
function rangeOfSamples(graph: OnnxGraph, x: Value, shape: readonly Dim[], axis: number, begin: Dim, size: Dim): Value {
  const first = begin === 0 ? 0 : samplesIn(begin);
  const count = samplesIn(size);
  const extents = shape.flatMap((dim, i): readonly Dim[] => (i === axis ? [samplesIn(dim), { samples: 1 }] : [dim]));
  const apart = graph.reshape(x, extents);
  if (count === 1) return graph.op('Gather', [apart, graph.constant([first], [], 'int64')], { axis }, x.type);
  const range = [[first], [first + count], [axis]].map((numbers) => graph.integers(numbers));
  const cut = graph.op('Slice', [apart, ...range], {}, x.type);
  return graph.reshape(
    cut,
    shape.map((dim, i): Dim => (i === axis ? { samples: count } : dim)),
  );
}

const sameDim = (a: Dim | undefined, b: Dim | undefined): boolean => JSON.stringify(a) === JSON.stringify(b);

export const slice: Emission<'slice'> = (e) => {
  const { graph } = e;
  const shape = at(e.shapes, 0);
  const [begin, size] = [e.dims((attributes) => attributes.begin), e.dims((attributes) => attributes.size)];
  const axes = shape.flatMap((dim, axis) => (sameDim(dim, size[axis]) ? [] : [axis]));
  const moving = axes.filter((axis) => !isFixed(at(shape, axis)));
  const [along] = moving;
  const x = along === undefined ? inputOf(e) : rangeOfSamples(graph, inputOf(e), shape, along, at(begin, along), at(size, along));
  invariant(moving.length < 2, 'one axis holds samples');
  const plain = axes.filter((axis) => axis !== along);
  if (plain.length === 0) return x;
  const starts = plain.map((axis) => at(e.attributes.begin, axis));
  const ends = plain.map((axis, i) => at(starts, i) + at(e.attributes.size, axis));
  return graph.op('Slice', [x, ...[starts, ends, plain].map((numbers) => graph.integers(numbers))], {}, x.type);
};

export const concat: Emission<'concat'> = (e) => e.graph.op('Concat', e.inputs, { axis: e.attributes.axis }, inputOf(e).type);

export const pad: Emission<'pad'> = (e) =>
  e.graph.op('Pad', [inputOf(e), e.graph.integers([...e.attributes.before, ...e.attributes.after])], {}, inputOf(e).type);

/** Axes that hold samples already stay as they are: an extent of 1 is stretched to them. */
export const broadcast: Emission<'broadcast'> = (e) => {
  const own = at(e.shapes, 0);
  const target = e.shape.map((dim, axis): Dim => (sameDim(own[axis - e.shape.length + own.length], dim) ? 1 : dim));
  return e.graph.op('Expand', [inputOf(e), e.graph.extents(target)], {}, inputOf(e).type);
};
