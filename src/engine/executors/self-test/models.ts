import type { ProgramBuilder, Tensor } from '../../../core/program/builder.ts';
import type { OptimizerUpdate, Window2D } from '../../../core/program/types.ts';
import { at } from '../../../core/util/assert-never.ts';
import type { ModelSpec } from './programs.ts';

/** Dropout as the layer of that name makes it: numbers below the rate are dropped, the others scaled up. */
function dropout(b: ProgramBuilder, x: Tensor, key: Tensor, rate: number): Tensor {
  const kept = b.binary('greaterEqual', b.random(key, x.shape), b.scalar(rate));
  return b.scale(b.mul(x, kept), 1 / (1 - rate));
}

export const classes = 4;

export const crossEntropy = (b: ProgramBuilder, logits: Tensor, ids: Tensor): Tensor =>
  b.mean(b.softmaxCrossEntropy(logits, b.oneHot(ids, classes)));

export const labels = { name: 'labels', input: { shape: [40], values: { ids: classes } } } as const;

/** 6 → 16 → two heads, relu, dropout, one parameter that is not trained. */
export const mlp = (optimizer: OptimizerUpdate, clipNorm?: number): ModelSpec => ({
  batch: 8,
  data: [{ name: 'x', input: { shape: [40, 6], values: 'reals' } }, labels],
  parameters: [[6, 16], [16], [16, classes], [16, 1], [classes]],
  trained: 4,
  optimizer,
  ...(clipNorm === undefined ? {} : { clipNorm }),
  loss(b, [x, ids], parameters, key) {
    const [w, bias, head1, head2, frozen] = [0, 1, 2, 3, 4].map((i) => at(parameters, i));
    const input = given(x);
    const hidden = dropout(b, b.unary('relu', b.add2(b.matmul(input, given(w)), given(bias))), key, 0.25);
    const logits = b.add2(b.matmul(hidden, given(head1)), given(frozen));
    const error = b.sub(b.matmul(hidden, given(head2)), b.slice(input, [0, 0], [8, 1]));
    return b.add2(crossEntropy(b, logits, given(ids)), b.mean(b.unary('square', error)));
  },
});

export const given = (x: Tensor | undefined): Tensor => at(x ? [x] : [], 0);

/** Two convolutions, the first with the given window, a pool and a head, written as the layers of the catalogue lower them. */
export const cnn = (window: Window2D): ModelSpec => ({
  batch: 4,
  data: [{ name: 'x', input: { shape: [40, 9, 8, 2], values: 'reals' } }, labels],
  parameters: [[2, 3], [3, 3, 2, 3], [...window.kernel, 3, 5], [5], [5, classes]],
  loss(b, [x, ids], parameters) {
    const same: Window2D = { kernel: [3, 3], stride: [1, 1], pad: [1, 1, 1, 1], dilation: [1, 1] };
    const first = b.unary('tanh', convolve(b, given(x), at(parameters, 1), same));
    const second = b.add2(convolve(b, first, at(parameters, 2), window), at(parameters, 3));
    const pooled = b.maxPool(b.unary('relu', second), { kernel: [2, 2], stride: [1, 1], pad: [0, 0, 0, 0], dilation: [1, 1] });
    return crossEntropy(b, b.matmul(b.mean(pooled, [1, 2]), at(parameters, 4)), given(ids));
  },
});

function convolve(b: ProgramBuilder, x: Tensor, kernel: Tensor, window: Window2D): Tensor {
  const [height = 1, width = 1, channels = 1, filters = 1] = kernel.shape;
  const cells = b.unfold(x, window);
  const [batch = 1, outHeight = 1, outWidth = 1] = cells.shape;
  const inner = height * width * channels;
  const product = b.matmul(b.reshape(cells, [batch * outHeight * outWidth, inner]), b.reshape(kernel, [inner, filters]));
  return b.reshape(product, [batch, outHeight, outWidth, filters]);
}
