import * as tf from '@tensorflow/tfjs-core';
import type { Op, OpOf, Program, Shape, ValueId, Window2D } from '../../../core/program/types.ts';
import { at } from '../../../core/util/assert-never.ts';
import { type KernelContext, mutable, type Run } from './kernels/kernel.ts';

/** A piece of a program that runs as one: a primitive, or several that were recognised as one convolution. */
export interface Piece {
  readonly inputs: readonly ValueId[];
  readonly output: ValueId;
  readonly prepare: (context: KernelContext) => Run;
}

/** tf.conv2d knows no window that strides and dilates at once. */
const expressible = ({ stride, dilation }: Window2D): boolean => Math.max(...stride) === 1 || Math.max(...dilation) === 1;

const pair = ([a, b]: readonly [number, number]): [number, number] => [a, b];

function padImage(x: tf.Tensor, [top, bottom, left, right]: Window2D['pad']): tf.Tensor4D {
  return tf.pad<tf.Tensor4D>(tf.reshape(x, image(x.shape)), [
    [0, 0],
    [top, bottom],
    [left, right],
    [0, 0],
  ]);
}

/** The four numbers of an image's shape. */
const image = (shape: Shape): [number, number, number, number] => [at(shape, 0), at(shape, 1), at(shape, 2), at(shape, 3)];

/** unfold · kernel: x [N, H, W, C], kernel [KH·KW·C, O] → [N·OH·OW, O]. */
function forward(window: Window2D, channels: number, outShape: Shape): Run {
  const { kernel, stride, dilation, pad } = window;
  return (x, weights) => {
    const filter = tf.reshape<tf.Rank.R4>(weights, [kernel[0], kernel[1], channels, at(weights.shape, 1)]);
    const padded = padImage(x, pad);
    return tf.reshape(tf.conv2d(padded, filter, pair(stride), 'valid', 'NHWC', pair(dilation)), mutable(outShape));
  };
}

/**
 * unfoldᵀ · dy: x [N, H, W, C], dy [N·OH·OW, O] → [KH·KW·C, O]. Itself a convolution, of x with dy, in which samples play the channels'
 * part and strides and dilations change places.
 */
function filterGradient(window: Window2D, positions: readonly [number, number], outShape: Shape): Run {
  const { kernel, stride, dilation, pad } = window;
  return (x, dy) => {
    const [batch = 1, , , channels = 1] = x.shape;
    const filters = at(dy.shape, 1);
    const images = tf.transpose<tf.Tensor4D>(padImage(x, pad), [3, 1, 2, 0]);
    const filter = tf.transpose(tf.reshape<tf.Rank.R4>(dy, [batch, ...positions, filters]), [1, 2, 0, 3]);
    const found = tf.conv2d(images, filter, pair(dilation), 'valid', 'NHWC', pair(stride));
    const inside = tf.slice(found, [0, 0, 0, 0], [channels, kernel[0], kernel[1], filters]);
    return tf.reshape(tf.transpose(inside, [1, 2, 0, 3]), mutable(outShape));
  };
}

/** Zeros between the elements of an axis: extent n becomes (n − 1)·stride + 1. */
function spread(x: tf.Tensor4D, axis: 1 | 2, stride: number): tf.Tensor4D {
  if (stride === 1) return x;
  const [batch, height, width, channels] = x.shape;
  const [outer, extent, inner] = axis === 1 ? [batch, height, width * channels] : [batch * height, width, channels];
  const apart = tf.pad(tf.reshape(x, [outer, extent, 1, inner]), [
    [0, 0],
    [0, 0],
    [0, stride - 1],
    [0, 0],
  ]);
  const flat = tf.slice(tf.reshape(apart, [outer, extent * stride, inner]), [0, 0, 0], [outer, (extent - 1) * stride + 1, inner]);
  const length = (extent - 1) * stride + 1;
  return tf.reshape(flat, axis === 1 ? [batch, length, width, channels] : [batch, height, length, channels]);
}

/** The zeros around the spread gradient that make its convolution with the flipped kernel as large as the image; null: impossible. */
function gradientPadding(window: Window2D, shape: Shape, positions: readonly [number, number]): Window2D['pad'] | null {
  const side = (axis: 0 | 1): [number, number] => {
    const reach = (window.kernel[axis] - 1) * window.dilation[axis];
    const before = reach - window.pad[axis === 0 ? 0 : 2];
    return [before, at(shape, axis + 1) + reach - before - ((positions[axis] - 1) * window.stride[axis] + 1)];
  };
  const pad = [...side(0), ...side(1)];
  return pad.some((zeros) => zeros < 0) ? null : image(pad);
}

/** fold(dy · kernelᵀ): dy [N·OH·OW, O], kernel [KH·KW·C, O] → [N, H, W, C], by convolving dy with the flipped kernel. */
function inputGradient(window: Window2D, pad: Window2D['pad'], positions: readonly [number, number], outShape: Shape): Run {
  const [batch, , , channels] = image(outShape);
  const { kernel, stride, dilation } = window;
  return (dy, weights) => {
    const filters = at(dy.shape, 1);
    const filter = tf.reshape<tf.Rank.R4>(weights, [kernel[0], kernel[1], channels, filters]);
    const flipped = tf.transpose(tf.reverse(filter, [0, 1]), [0, 1, 3, 2]);
    const apart = spread(spread(tf.reshape<tf.Rank.R4>(dy, [batch, ...positions, filters]), 1, stride[0]), 2, stride[1]);
    return tf.conv2d(padImage(apart, pad), flipped, 1, 'valid', 'NHWC', pair(dilation));
  };
}

/** Whose operation made a value, and who reads it. */
export class Uses {
  private readonly readers = new Map<ValueId, Op[]>();
  private readonly makers = new Map<ValueId, Op>();
  private readonly visible: ReadonlySet<ValueId>;

  constructor(program: Program, wanted: readonly ValueId[]) {
    this.visible = new Set(wanted);
    for (const op of program.ops) {
      this.makers.set(op.output, op);
      for (const input of new Set(op.inputs)) this.readers.set(input, [...(this.readers.get(input) ?? []), op]);
    }
  }

  made<K extends Op['kind']>(id: ValueId, kind: K): Extract<Op, { kind: K }> | null {
    const op = this.makers.get(id);
    return op && isKind(op, kind) ? op : null;
  }

  /** True where nothing but one operation ever sees the value. */
  private(id: ValueId): boolean {
    return !this.visible.has(id) && (this.readers.get(id)?.length ?? 0) === 1;
  }
}

function isKind<K extends Op['kind']>(op: Op, kind: K): op is Extract<Op, { kind: K }> {
  return op.kind === kind;
}

/** The unfold below a reshape to [positions, cells·channels], if a value is that. */
function unfoldedFrom(uses: Uses, id: ValueId): OpOf<'unfold'> | null {
  const reshaped = uses.made(id, 'reshape');
  return uses.made(reshaped ? at(reshaped.inputs, 0) : id, 'unfold');
}

/**
 * On wasm an im2col in tfjs calls is twenty times slower than the convolution it serves, so the three products of a convolution layer
 * (forward, kernel gradient, input gradient) are recognised and run as tf.conv2d; the unfolded windows are then never made.
 */
export function asConvolution(op: Op, program: Program, uses: Uses): Piece | null {
  const shapeOf = (id: ValueId): Shape => at(program.values, id).shape;
  const outShape = shapeOf(op.output);
  if (op.kind === 'matmul' && outShape.length === 2 && !op.attributes.transposeB) {
    const unfold = unfoldedFrom(uses, at(op.inputs, 0));
    if (!unfold || !expressible(unfold.attributes.window)) return null;
    const x = at(unfold.inputs, 0);
    const [, height, width, cells] = image(shapeOf(unfold.output));
    const reshaped = shapeOf(at(op.inputs, 0));
    if (reshaped.length !== 2 || reshaped[1] !== cells) return null;
    const { window } = unfold.attributes;
    const run = op.attributes.transposeA
      ? filterGradient(window, [height, width], outShape)
      : forward(window, at(shapeOf(x), 3), outShape);
    return { inputs: [x, at(op.inputs, 1)], output: op.output, prepare: () => run };
  }
  if (op.kind === 'fold') return foldAsConvolution(op, uses, shapeOf);
  return null;
}

function foldAsConvolution(op: OpOf<'fold'>, uses: Uses, shapeOf: (id: ValueId) => Shape): Piece | null {
  const folded = at(op.inputs, 0);
  const reshaped = uses.made(folded, 'reshape');
  if (!reshaped || !uses.private(folded) || !uses.private(at(reshaped.inputs, 0))) return null;
  const product = uses.made(at(reshaped.inputs, 0), 'matmul');
  const { window } = op.attributes;
  if (!product?.attributes.transposeB || product.attributes.transposeA || !expressible(window)) return null;
  const [, height, width, cells] = image(shapeOf(folded));
  const productShape = shapeOf(product.output);
  const pad = gradientPadding(window, shapeOf(op.output), [height, width]);
  if (productShape.length !== 2 || productShape[1] !== cells || !pad) return null;
  const run = inputGradient(window, pad, [height, width], shapeOf(op.output));
  return { inputs: product.inputs, output: op.output, prepare: () => run };
}
