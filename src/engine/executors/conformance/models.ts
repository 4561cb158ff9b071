import type { ProgramBuilder, Tensor } from '../../../core/program/builder.ts';
import type { OptimizerSpec, Window2D } from '../../../core/program/types.ts';
import { at } from '../../../core/util/assert-never.ts';
import type { ModelSpec } from './programs.ts';

/** Dropout as the layer of that name makes it: numbers below the rate are dropped, the others scaled up. */
function dropout(b: ProgramBuilder, x: Tensor, key: Tensor, rate: number): Tensor {
  const kept = b.binary('greaterEqual', b.random(key, x.shape), b.scalar(rate));
  return b.scale(b.mul(x, kept), 1 / (1 - rate));
}

const classes = 4;

const crossEntropy = (b: ProgramBuilder, logits: Tensor, ids: Tensor): Tensor =>
  b.mean(b.softmaxCrossEntropy(logits, b.oneHot(ids, classes)));

const labels = { name: 'labels', input: { shape: [40], values: { ids: classes } } } as const;

/** 6 → 16 → two heads, relu, dropout, one parameter that is not trained. */
export const mlp = (optimizer: OptimizerSpec, clipNorm?: number): ModelSpec => ({
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

const given = (x: Tensor | undefined): Tensor => at(x ? [x] : [], 0);

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

/** An embedding table of so many rows, averaged over a sentence of ids. */
const embeddingOf = (words: number, length: number, width: number): ModelSpec => ({
  batch: 8,
  data: [{ name: 'words', input: { shape: [40, length], values: { ids: words } } }, labels],
  parameters: [
    [words, width],
    [width, classes],
  ],
  loss(b, [sentences, ids], parameters) {
    const meaning = b.mean(b.gather(at(parameters, 0), given(sentences)), [1]);
    return crossEntropy(b, b.matmul(meaning, at(parameters, 1)), given(ids));
  },
});

export const embedding = embeddingOf(12, 5, 6);
/** So large that a GPU cannot let every element of the gradient look at every id. */
export const largeEmbedding = embeddingOf(900, 40, 8);

/** The windows under which a convolution is trained. */
export const convolutionWindows: Readonly<Record<string, Window2D>> = {
  '3×3 same': { kernel: [3, 3], stride: [1, 1], pad: [1, 1, 1, 1], dilation: [1, 1] },
  '2×3 valid': { kernel: [2, 3], stride: [1, 1], pad: [0, 0, 0, 0], dilation: [1, 1] },
  '3×3 strided': { kernel: [3, 3], stride: [2, 3], pad: [0, 1, 1, 1], dilation: [1, 1] },
  '2×2 dilated': { kernel: [2, 2], stride: [1, 1], pad: [1, 1, 0, 1], dilation: [2, 3] },
  '1×1 strided': { kernel: [1, 1], stride: [2, 2], pad: [0, 0, 0, 0], dilation: [1, 1] },
  '2×2 padded beyond its reach': { kernel: [2, 2], stride: [1, 1], pad: [2, 2, 2, 2], dilation: [1, 1] },
};

export const optimizers: readonly OptimizerSpec[] = [
  { kind: 'sgd' },
  { kind: 'momentum', momentum: 0.9, nesterov: false },
  { kind: 'momentum', momentum: 0.9, nesterov: true },
  { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-7 },
  { kind: 'adamw', beta1: 0.9, beta2: 0.999, epsilon: 1e-7, weightDecay: 0.01 },
  { kind: 'rmsprop', decay: 0.9, epsilon: 1e-7 },
  { kind: 'adagrad', epsilon: 1e-7, initialAccumulator: 0.1 },
];
