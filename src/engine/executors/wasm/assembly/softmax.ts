import { loadSome, storeSome, sumOf } from './lanes.ts';
import { exp, log } from './math.ts';
import { maxOfRow } from './reduce.ts';

/* Over the last axis of [rows, columns]: softmax, its logarithm, and the cross entropy. */

const lowest: f32 = f32.reinterpret_i32(<i32>0xff800000);

/** Σ exp(x − shift), and the exponentials to `to` where that is not 0. */
function exponentials(to: usize, from: usize, columns: i32, shift: f32): f32 {
  const by = f32x4.splat(shift);
  let sum = f32x4.splat(0);
  let i = 0;
  for (; i + 4 <= columns; i += 4) {
    const e = exp(f32x4.sub(v128.load(from + (<usize>i << 2)), by));
    sum = f32x4.add(sum, e);
    if (to) v128.store(to + (<usize>i << 2), e);
  }
  if (i < columns) {
    const e = exp(f32x4.sub(loadSome(from + (<usize>i << 2), columns - i, lowest), by));
    sum = f32x4.add(sum, e);
    if (to) storeSome(to + (<usize>i << 2), e, columns - i);
  }
  return sumOf(sum);
}

/** to = from · factor + term */
function scaleRow(to: usize, from: usize, columns: i32, factor: f32, term: f32): void {
  const by = f32x4.splat(factor);
  const plus = f32x4.splat(term);
  let i = 0;
  for (; i + 4 <= columns; i += 4) {
    v128.store(to + (<usize>i << 2), f32x4.add(f32x4.mul(v128.load(from + (<usize>i << 2)), by), plus));
  }
  for (; i < columns; i++) store<f32>(to + (<usize>i << 2), load<f32>(from + (<usize>i << 2)) * factor + term);
}

@inline
function logOf(x: f32): f32 {
  return f32x4.extract_lane(log(f32x4.splat(x)), 0);
}

/** [to, from, rows, columns] */
export function softmax(p: usize): void {
  let to = load<usize>(p);
  let from = load<usize>(p, 4);
  const rows = load<i32>(p, 8);
  const columns = load<i32>(p, 12);
  for (let row = 0; row < rows; row++) {
    const sum = exponentials(to, from, columns, maxOfRow(from, columns));
    scaleRow(to, to, columns, <f32>1 / sum, 0);
    to += <usize>columns << 2;
    from += <usize>columns << 2;
  }
}

/** [to, from, rows, columns] */
export function logSoftmax(p: usize): void {
  let to = load<usize>(p);
  let from = load<usize>(p, 4);
  const rows = load<i32>(p, 8);
  const columns = load<i32>(p, 12);
  for (let row = 0; row < rows; row++) {
    const shift = maxOfRow(from, columns);
    const logSum = logOf(exponentials(0, from, columns, shift));
    // Two subtractions: the shift may be so large that the logarithm would vanish beside it.
    scaleRow(to, from, columns, 1, -shift);
    scaleRow(to, to, columns, 1, -logSum);
    to += <usize>columns << 2;
    from += <usize>columns << 2;
  }
}

/** logits, targets [rows, columns] → [rows]: [to, logits, targets, rows, columns] */
export function crossEntropy(p: usize): void {
  let to = load<usize>(p);
  let logits = load<usize>(p, 4);
  let targets = load<usize>(p, 8);
  const rows = load<i32>(p, 12);
  const columns = load<i32>(p, 16);
  for (let row = 0; row < rows; row++) {
    const shift = maxOfRow(logits, columns);
    const logSum = logOf(exponentials(0, logits, columns, shift));
    let loss: f32 = 0;
    for (let i = 0; i < columns; i++) {
      const target = load<f32>(targets + (<usize>i << 2));
      if (target != 0) loss += target * (logSum - (load<f32>(logits + (<usize>i << 2)) - shift));
    }
    store<f32>(to, loss);
    to += 4;
    logits += <usize>columns << 2;
    targets += <usize>columns << 2;
  }
}
