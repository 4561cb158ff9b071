import type { Window2D } from '../../../../core/program/types.ts';
import { at } from '../../../../core/util/assert-never.ts';
import { type Dim, fixed } from '../dims.ts';
import type { Attributes, OnnxGraph, Value } from '../onnx-graph.ts';
import { type Emission, inputOf } from './emission.ts';

/** A window as the attributes of Conv and its like say it. */
export const windowAttributes = ({ kernel, stride, pad: [top, bottom, left, right], dilation }: Window2D): Attributes => ({
  kernel_shape: kernel,
  strides: stride,
  pads: [top, left, bottom, right],
  dilations: dilation,
});

/** The same without `dilations`, which AveragePool learned later. */
const pooled = (window: Window2D): Attributes => {
  const { dilations: _, ...others } = windowAttributes(window);
  return others;
};

/** [N, H, W, C] → [N, C, H, W] */
export const toChannelsFirst = (graph: OnnxGraph, x: Value): Value => graph.transpose(x, [0, 3, 1, 2]);
/** [N, C, H, W] → [N, H, W, C] */
export const toChannelsLast = (graph: OnnxGraph, x: Value): Value => graph.transpose(x, [0, 2, 3, 1]);

const between = (graph: OnnxGraph, x: Value, make: (x: Value) => Value): Value =>
  toChannelsLast(graph, make(toChannelsFirst(graph, x)));

/** A kernel [cells · C, C, KH, KW] that takes every cell of a window as it is. */
function oneByOne(graph: OnnxGraph, { kernel: [height, width] }: Window2D, channels: number): Value {
  const cells = height * width;
  const numbers = new Float32Array(cells * channels * channels * cells);
  for (let cell = 0; cell < cells; cell++)
    for (let channel = 0; channel < channels; channel++)
      numbers[((cell * channels + channel) * channels + channel) * cells + cell] = 1;
  return graph.tensor(`${graph.scope}/cells`, [cells * channels, channels, height, width], numbers);
}

export const unfold: Emission<'unfold'> = (e) => {
  const { window } = e.attributes;
  const kernel = oneByOne(e.graph, window, fixed(at(at(e.shapes, 0), 3)));
  return between(e.graph, inputOf(e), (x) => e.graph.op('Conv', [x, kernel], windowAttributes(window)));
};

/** The rows and columns behind the last window of a transposed convolution that makes an image of that size. */
export function leftOver(window: Window2D, places: readonly Dim[], image: readonly Dim[]): readonly number[] {
  return [0, 1].map((axis) => {
    const { kernel, stride, dilation, pad } = window;
    const reached =
      (fixed(at(places, axis)) - 1) * at(stride, axis) +
      (at(kernel, axis) - 1) * at(dilation, axis) +
      1 -
      at(pad, 2 * axis) -
      at(pad, 2 * axis + 1);
    return fixed(at(image, axis)) - reached;
  });
}

export const fold: Emission<'fold'> = (e) => {
  const { window } = e.attributes;
  const [places, image] = [at(e.shapes, 0).slice(1, 3), e.shape.slice(1, 3)];
  const kernel = oneByOne(e.graph, window, fixed(at(e.shape, 3)));
  const attributes = { ...windowAttributes(window), output_padding: leftOver(window, places, image) };
  return between(e.graph, inputOf(e), (x) => e.graph.op('ConvTranspose', [x, kernel], attributes));
};

export const maxPool: Emission<'maxPool'> = (e) =>
  between(e.graph, inputOf(e), (x) => e.graph.op('MaxPool', [x], windowAttributes(e.attributes.window)));

/** How many cells of a window lie inside the image, at each place: [OH, OW]. */
function cellsInside({ kernel, stride, pad, dilation }: Window2D, image: readonly Dim[], places: readonly Dim[]): number[] {
  const along = (axis: 0 | 1): number[] =>
    Array.from({ length: fixed(at(places, axis)) }, (_, place) => {
      const first = place * stride[axis] - at(pad, 2 * axis);
      const cells = Array.from({ length: kernel[axis] }, (_, cell) => first + cell * dilation[axis]);
      return cells.filter((cell) => cell >= 0 && cell < fixed(at(image, axis))).length;
    });
  const columns = along(1);
  return along(0).flatMap((rows) => columns.map((column) => rows * column));
}

/** One over the cells inside, to be multiplied with [N, C, OH, OW]; a kernel [C, 1, KH, KW] of ones. */
function averaging(graph: OnnxGraph, window: Window2D, image: readonly Dim[], places: readonly Dim[]) {
  const shares = cellsInside(window, image.slice(1, 3), places.slice(1, 3)).map((cells) => 1 / cells);
  const channels = fixed(at(image, 3));
  const cells = window.kernel[0] * window.kernel[1];
  return {
    shares: graph.constant(shares, places.slice(1, 3).map(fixed)),
    ones: graph.constant(new Array<number>(channels * cells).fill(1), [channels, 1, ...window.kernel]),
    attributes: { ...windowAttributes(window), group: channels },
  };
}

export const avgPool: Emission<'avgPool'> = (e) => {
  const { graph } = e;
  const { window } = e.attributes;
  if (window.dilation.every((step) => step === 1))
    return between(graph, inputOf(e), (x) => graph.op('AveragePool', [x], pooled(window)));
  const { shares, ones, attributes } = averaging(graph, window, at(e.shapes, 0), e.shape);
  return between(graph, inputOf(e), (x) => graph.op('Mul', [graph.op('Conv', [x, ones], attributes), shares]));
};

export const avgPoolGrad: Emission<'avgPoolGrad'> = (e) => {
  const { graph } = e;
  const { window } = e.attributes;
  const places = at(e.shapes, 0);
  const { shares, ones, attributes } = averaging(graph, window, e.shape, places);
  const output_padding = leftOver(window, places.slice(1, 3), e.shape.slice(1, 3));
  return between(graph, inputOf(e), (dy) =>
    graph.op('ConvTranspose', [graph.op('Mul', [dy, shares]), ones], { ...attributes, output_padding }),
  );
};

/** MaxPool says where it found each maximum, as a place in all of its input. */
export const maxPoolGrad: Emission<'maxPoolGrad'> = (e) => {
  const { graph } = e;
  const x = toChannelsFirst(graph, inputOf(e));
  const [, places] = graph.ops('MaxPool', [x], ['float', 'int64'], windowAttributes(e.attributes.window));
  const dy = toChannelsFirst(graph, inputOf(e, 1));
  const row = graph.integers([-1]);
  const shape = graph.op('Shape', [x], {}, 'int64');
  const zeros = graph.op('Expand', [graph.scalar(0), graph.op('ReduceProd', [shape], { keepdims: 1 }, 'int64')]);
  const [at0, updates] = [places ?? null, dy].map((value) => graph.op('Reshape', [value, row], {}, value?.type ?? 'float'));
  const found = graph.op('ScatterElements', [zeros, at0 ?? null, updates ?? null], { axis: 0, reduction: 'add' });
  return toChannelsLast(graph, graph.op('Reshape', [found, shape]));
};
