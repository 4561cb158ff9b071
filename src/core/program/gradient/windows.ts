import { at } from '../../util/assert-never.ts';
import type { ProgramBuilder, Tensor } from '../builder.ts';
import type { Window2D } from '../types.ts';
import { broadcastTo } from './algebra.ts';
import type { GradientRule } from './rule.ts';

export const unfold: GradientRule<'unfold'> = ({ b, attributes: { window }, inputs, output }) => {
  const [, height = 0, width = 0] = at(inputs, 0).shape;
  return [(dy) => b.fold(broadcastTo(b, dy, output.shape), window, height, width)];
};

export const fold: GradientRule<'fold'> = ({ b, attributes: { window }, output }) => [
  (dy) => b.unfold(broadcastTo(b, dy, output.shape), window),
];

export const maxPool: GradientRule<'maxPool'> = ({ b, attributes: { window }, inputs, output }) => [
  (dy) => b.maxPoolGrad(at(inputs, 0), broadcastTo(b, dy, output.shape), window),
];

/** Loses against every number of a network; infinities cannot be written in WGSL or JSON. */
const lowest = -3e38;

/** The cells of every window, apart: [N, OH, OW, cells, C]. */
function cellsOf(b: ProgramBuilder, image: Tensor, window: Window2D): Tensor {
  const cells = window.kernel[0] * window.kernel[1];
  const flat = b.unfold(image, window);
  return b.reshape(flat, [...flat.shape.slice(0, 3), cells, at(image.shape, 3)]);
}

/** Where x has the first maximum of its window: 1, else 0; [N, OH, OW, cells, C]. */
function firstMaxima(b: ProgramBuilder, x: Tensor, window: Window2D): Tensor {
  const [, height = 0, width = 0] = x.shape;
  const cells = window.kernel[0] * window.kernel[1];
  const inside = cellsOf(b, b.fill([1, height, width, 1], 1), window);
  const values = b.select(inside, cellsOf(b, x, window), b.scalar(lowest));
  const order = b.constant(
    Array.from({ length: cells }, (_, cell) => cells - cell),
    [cells, 1],
  );
  const isMax = b.mul(b.binary('equal', values, b.reduce('max', values, [3])), b.mul(inside, order));
  return b.binary('equal', isMax, b.reduce('max', isMax, [3]));
}

/** Linear in its second input: what the window's winners receive is read back from them. Only second derivatives need it. */
export const maxPoolGrad: GradientRule<'maxPoolGrad'> = ({ b, attributes: { window }, inputs, output }) => [
  null,
  (dy) => {
    const winners = firstMaxima(b, at(inputs, 0), window);
    return b.sum(b.mul(winners, cellsOf(b, broadcastTo(b, dy, output.shape), window)), [3]);
  },
];

export const avgPool: GradientRule<'avgPool'> = ({ b, attributes: { window }, inputs, output }) => {
  const [, height = 0, width = 0] = at(inputs, 0).shape;
  return [(dy) => b.avgPoolGrad(broadcastTo(b, dy, output.shape), window, height, width)];
};

export const avgPoolGrad: GradientRule<'avgPoolGrad'> = ({ b, attributes: { window }, output }) => [
  (dy) => b.avgPool(broadcastTo(b, dy, output.shape), window),
];
