import * as id from '../ids.ts';
import { biasOfPanel, panelOfFactor } from './scratch.ts';
import { multiplyTile } from './tiles.ts';

/*
 * Matrix products by register tiles of 4 rows and 8 columns. Either argument may be stored transposed: an element (i, k) of A stands at
 * a + i·rowA + k·columnA. Eight columns of B at a time are copied into a panel [K, 8] that stays in the first-level cache while all rows of a
 * block pass by; K and the rows are cut into blocks that fit the caches.
 */

const deepest = 512;
const cacheNumbers = 49152;

/** Copies `columns` (at most 8) of B, `depth` deep, into the panel at `to`; the missing ones are zeros. */
export function pack(to: usize, b: usize, rowB: usize, columnB: usize, depth: i32, columns: i32): void {
  let q = to;
  if (columnB == 4 && columns == 8) {
    for (let k = 0; k < depth; k++) {
      v128.store(q, v128.load(b));
      v128.store(q, v128.load(b, 16), 16);
      b += rowB;
      q += 32;
    }
    return;
  }
  if (columns < 8) memory.fill(to, 0, <usize>depth << 5);
  if (rowB != 4 || columnB == 4) {
    for (let k = 0; k < depth; k++) {
      for (let j = 0; j < columns; j++) store<f32>(q + (<usize>j << 2), load<f32>(b + <usize>j * columnB));
      b += rowB;
      q += 32;
    }
    return;
  }
  packTransposed(to, b, columnB, depth, columns);
}

/** B is stored [columns, depth]: four rows of four numbers are transposed at a time. */
function packTransposed(to: usize, b: usize, columnB: usize, depth: i32, columns: i32): void {
  let j = 0;
  for (; j + 4 <= columns; j += 4) {
    const b0 = b + <usize>j * columnB;
    const b1 = b0 + columnB;
    const b2 = b1 + columnB;
    const b3 = b2 + columnB;
    let q = to + (<usize>j << 2);
    let k = 0;
    for (; k + 4 <= depth; k += 4) {
      const o = <usize>k << 2;
      const r0 = v128.load(b0 + o);
      const r1 = v128.load(b1 + o);
      const r2 = v128.load(b2 + o);
      const r3 = v128.load(b3 + o);
      const low01 = v128.shuffle<i32>(r0, r1, 0, 4, 1, 5);
      const low23 = v128.shuffle<i32>(r2, r3, 0, 4, 1, 5);
      const high01 = v128.shuffle<i32>(r0, r1, 2, 6, 3, 7);
      const high23 = v128.shuffle<i32>(r2, r3, 2, 6, 3, 7);
      v128.store(q, v128.shuffle<i64>(low01, low23, 0, 2));
      v128.store(q, v128.shuffle<i64>(low01, low23, 1, 3), 32);
      v128.store(q, v128.shuffle<i64>(high01, high23, 0, 2), 64);
      v128.store(q, v128.shuffle<i64>(high01, high23, 1, 3), 96);
      q += 128;
    }
    for (; k < depth; k++) {
      const o = <usize>k << 2;
      store<f32>(q, load<f32>(b0 + o));
      store<f32>(q, load<f32>(b1 + o), 4);
      store<f32>(q, load<f32>(b2 + o), 8);
      store<f32>(q, load<f32>(b3 + o), 12);
      q += 32;
    }
  }
  for (; j < columns; j++) {
    let q = to + (<usize>j << 2);
    const row = b + <usize>j * columnB;
    for (let k = 0; k < depth; k++) {
      store<f32>(q, load<f32>(row + (<usize>k << 2)));
      q += 32;
    }
  }
}

/** The bias of a panel's columns with room behind it, or zeros; or 0 where nothing is to be done at the end. */
export function placeBias(bias: usize, activation: i32, columns: i32): usize {
  if (!bias && activation == id.activationNone) return 0;
  if (bias && columns == 8) return bias;
  const to = biasOfPanel();
  memory.fill(to, 0, 32);
  if (bias) for (let j = 0; j < columns; j++) store<f32>(to + (<usize>j << 2), load<f32>(bias + (<usize>j << 2)));
  return to;
}

/** C[m, n] (+)= A[m, depth] · B[depth, n], C's rows `rowC` apart; then, if complete, + bias [n] (unless 0) and the activation. Steps in bytes. */
export function multiply(
  a: usize, rowA: usize, columnA: usize, b: usize, rowB: usize, columnB: usize,
  c: usize, rowC: usize, m: i32, depth: i32, n: i32, accumulate: bool, bias: usize, activation: i32,
): void {
  const panel = panelOfFactor();
  const parts = (depth + deepest - 1) / deepest;
  const deep = (depth + parts - 1) / parts;
  const tall = max(4, (cacheNumbers / deep) & ~3);
  for (let k = 0; k < depth; k += deep) {
    const inner = min(deep, depth - k);
    const adding = accumulate || k > 0;
    const complete = k + inner == depth;
    for (let top = 0; top < m; top += tall) {
      const bottom = min(m, top + tall);
      for (let j = 0; j < n; j += 8) {
        const columns = min(8, n - j);
        let right = b + <usize>k * rowB + <usize>j * columnB;
        let rowRight = rowB;
        if (columnB != 4 || columns < 8 || (rowB > 64 && bottom - top > 16)) {
          pack(panel, right, rowB, columnB, inner, columns);
          right = panel;
          rowRight = 32;
        }
        const end = complete ? placeBias(bias ? bias + (<usize>j << 2) : 0, activation, columns) : 0;
        for (let i = top; i < bottom; i += 4) {
          const rows = min(4, bottom - i);
          multiplyTile(a + <usize>i * rowA + <usize>k * columnA, rowA, columnA, right, rowRight, inner,
            c + <usize>i * rowC + (<usize>j << 2), rowC, rows, columns, adding, end, activation);
        }
      }
    }
  }
}

/**
 * [to, a, b, matrices, m, depth, n, row and column steps of a, of b, bytes of a matrix of a, of b, bias or 0, activation, row step of the
 * result, bytes from one matrix of it to the next]
 */
export function matmul(p: usize): void {
  let to = load<usize>(p);
  let a = load<usize>(p, 4);
  let b = load<usize>(p, 8);
  const matrices = load<i32>(p, 12);
  const m = load<i32>(p, 16);
  const depth = load<i32>(p, 20);
  const n = load<i32>(p, 24);
  for (let s = 0; s < matrices; s++) {
    multiply(a, load<usize>(p, 28), load<usize>(p, 32), b, load<usize>(p, 36), load<usize>(p, 40),
      to, load<usize>(p, 60), m, depth, n, false, load<usize>(p, 52), load<i32>(p, 56));
    to += load<usize>(p, 64);
    a += load<usize>(p, 44);
    b += load<usize>(p, 48);
  }
}
