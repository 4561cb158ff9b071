import * as tf from '@tensorflow/tfjs-core';
import { at } from '../../../../core/util/assert-never.ts';
import type { Kernel, Run } from './kernel.ts';

/** Below this many multiplications per slice, cutting a batched product into its slices costs more than it saves on wasm. */
const worthSlicing = 4096;

/** The longest inner extent for which tfjs's WebGPU backend is sure not to add with float atomics, whose order is left to chance. */
const longestInner = 1024;

const swapLastTwo = (x: tf.Tensor): tf.Tensor => tf.transpose(x, x.rank === 2 ? [1, 0] : [0, 2, 1]);

/** One slice of a batched product, [S, R, C] → [R, C]. */
function matrixAt(x: tf.Tensor, index: number): tf.Tensor {
  const [, rows = 1, columns = 1] = x.shape;
  return tf.reshape(tf.slice(x, [index, 0, 0], [1, rows, columns]), [rows, columns]);
}

/**
 * On wasm only the untransposed product of two matrices is fast (XNNPACK): 0.7 ms against 10 ms for 64×784×256. So transposes are made
 * explicit, and a batch of large products is computed one by one.
 */
function onWasm(transposeA: boolean, transposeB: boolean): Run {
  return (a, b) => {
    const left = transposeA ? swapLastTwo(a) : a;
    const right = transposeB ? swapLastTwo(b) : b;
    const [rows, inner, columns] = [
      at(left.shape, left.rank - 2),
      at(left.shape, left.rank - 1),
      at(right.shape, right.rank - 1),
    ];
    if (left.rank === 2 || rows * inner * columns < worthSlicing) return tf.matMul(left, right);
    return tf.stack(Array.from({ length: at(left.shape, 0) }, (_, i) => tf.matMul(matrixAt(left, i), matrixAt(right, i))));
  };
}

/** [K, C] → [⌈K / n⌉, n, C] with zeros at the end. */
function cutRows(x: tf.Tensor): tf.Tensor {
  const [rows = 1, columns = 1] = x.shape;
  const parts = Math.ceil(rows / longestInner);
  const missing = parts * longestInner - rows;
  const whole =
    missing === 0
      ? x
      : tf.pad(x, [
          [0, missing],
          [0, 0],
        ]);
  return tf.reshape(whole, [parts, longestInner, columns]);
}

/** On webgpu a long inner product is a batch of short ones, added in a fixed order: the same bits on every run. */
function onWebgpu(transposeA: boolean, transposeB: boolean): Run {
  return (a, b) => {
    const inner = at(a.shape, transposeA ? a.rank - 2 : a.rank - 1);
    if (a.rank !== 2 || inner <= longestInner) return tf.matMul(a, b, transposeA, transposeB);
    const left = cutRows(transposeA ? a : swapLastTwo(a));
    const right = cutRows(transposeB ? swapLastTwo(b) : b);
    return tf.sum(tf.matMul(left, right, true, false), 0);
  };
}

export const matmul: Kernel<'matmul'> = ({ attributes: { transposeA, transposeB } }, { backend }) => {
  if (backend === 'wasm') return onWasm(transposeA, transposeB);
  if (backend === 'webgpu') return onWebgpu(transposeA, transposeB);
  return (a, b) => tf.matMul(a, b, transposeA, transposeB);
};
