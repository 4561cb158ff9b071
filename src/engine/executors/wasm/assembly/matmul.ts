import * as id from '../ids.ts';

/*
 * Matrix products by register tiles of 4 rows and 8 columns. Either argument may be stored transposed: an element (i, k) of A stands at
 * a + i·rowA + k·columnA. Eight columns of B at a time are copied into a panel [K, 8] that stays in the first-level cache while all rows of a
 * block pass by; K and the rows are cut into blocks that fit the caches.
 */

const deepest = 512;
const cacheNumbers = 49152;

/** The panel of B, and a tile that does not fit its place. */
const panel = memory.data(16384, 16);
const tile = memory.data(128, 16);

/** What happens to a product when it is complete. */
@inline
function finish(x: v128, bias: v128, activation: i32): v128 {
  const y = f32x4.add(x, bias);
  return activation == id.activationRelu ? f32x4.max(y, f32x4.splat(0)) : y;
}

/**
 * C[4, 8] (+)= A[4, depth] · B[depth, 8] and, if `bias` is not 0, + bias, then the activation. Of A either the rows or the columns are
 * contiguous; rows of B stand `rowB` apart. Only `rows` and `columns` of C are written: what is read for the others does not matter.
 */
function multiplyTile(
  a: usize, rowA: usize, columnA: usize, b: usize, rowB: usize, depth: i32,
  c: usize, rowC: usize, rows: i32, columns: i32, accumulate: bool, bias: usize, activation: i32,
): void {
  let c00 = f32x4.splat(0);
  let c01 = c00;
  let c10 = c00;
  let c11 = c00;
  let c20 = c00;
  let c21 = c00;
  let c30 = c00;
  let c31 = c00;
  let b0 = c00;
  let b1 = c00;
  let x = c00;
  if (columnA == 4) {
    let a0 = a;
    let a1 = rows > 1 ? a0 + rowA : a0;
    let a2 = rows > 2 ? a1 + rowA : a1;
    let a3 = rows > 3 ? a2 + rowA : a2;
    for (let k = 0; k < depth; k++) {
      b0 = v128.load(b);
      b1 = v128.load(b, 16);
      x = v128.load32_splat(a0);
      c00 = f32x4.add(c00, f32x4.mul(x, b0));
      c01 = f32x4.add(c01, f32x4.mul(x, b1));
      x = v128.load32_splat(a1);
      c10 = f32x4.add(c10, f32x4.mul(x, b0));
      c11 = f32x4.add(c11, f32x4.mul(x, b1));
      x = v128.load32_splat(a2);
      c20 = f32x4.add(c20, f32x4.mul(x, b0));
      c21 = f32x4.add(c21, f32x4.mul(x, b1));
      x = v128.load32_splat(a3);
      c30 = f32x4.add(c30, f32x4.mul(x, b0));
      c31 = f32x4.add(c31, f32x4.mul(x, b1));
      a0 += columnA;
      a1 += columnA;
      a2 += columnA;
      a3 += columnA;
      b += rowB;
    }
  } else {
    for (let k = 0; k < depth; k++) {
      b0 = v128.load(b);
      b1 = v128.load(b, 16);
      x = v128.load32_splat(a);
      c00 = f32x4.add(c00, f32x4.mul(x, b0));
      c01 = f32x4.add(c01, f32x4.mul(x, b1));
      x = v128.load32_splat(a, 4);
      c10 = f32x4.add(c10, f32x4.mul(x, b0));
      c11 = f32x4.add(c11, f32x4.mul(x, b1));
      x = v128.load32_splat(a, 8);
      c20 = f32x4.add(c20, f32x4.mul(x, b0));
      c21 = f32x4.add(c21, f32x4.mul(x, b1));
      x = v128.load32_splat(a, 12);
      c30 = f32x4.add(c30, f32x4.mul(x, b0));
      c31 = f32x4.add(c31, f32x4.mul(x, b1));
      a += columnA;
      b += rowB;
    }
  }
  const whole = rows == 4 && columns == 8;
  const to = whole ? c : tile;
  const step = whole ? rowC : 32;
  if (!whole && accumulate) copyTile(tile, 32, c, rowC, rows, columns);
  if (accumulate) {
    let q = to;
    c00 = f32x4.add(c00, v128.load(q));
    c01 = f32x4.add(c01, v128.load(q, 16));
    q += step;
    c10 = f32x4.add(c10, v128.load(q));
    c11 = f32x4.add(c11, v128.load(q, 16));
    q += step;
    c20 = f32x4.add(c20, v128.load(q));
    c21 = f32x4.add(c21, v128.load(q, 16));
    q += step;
    c30 = f32x4.add(c30, v128.load(q));
    c31 = f32x4.add(c31, v128.load(q, 16));
  }
  if (bias) {
    const left = v128.load(bias);
    const right = v128.load(bias, 16);
    c00 = finish(c00, left, activation);
    c01 = finish(c01, right, activation);
    c10 = finish(c10, left, activation);
    c11 = finish(c11, right, activation);
    c20 = finish(c20, left, activation);
    c21 = finish(c21, right, activation);
    c30 = finish(c30, left, activation);
    c31 = finish(c31, right, activation);
  }
  let q = to;
  v128.store(q, c00);
  v128.store(q, c01, 16);
  q += step;
  v128.store(q, c10);
  v128.store(q, c11, 16);
  q += step;
  v128.store(q, c20);
  v128.store(q, c21, 16);
  q += step;
  v128.store(q, c30);
  v128.store(q, c31, 16);
  if (!whole) copyTile(c, rowC, tile, 32, rows, columns);
}

function copyTile(to: usize, rowTo: usize, from: usize, rowFrom: usize, rows: i32, columns: i32): void {
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) store<f32>(to + (<usize>j << 2), load<f32>(from + (<usize>j << 2)));
    to += rowTo;
    from += rowFrom;
  }
}

/** Copies `columns` (at most 8) of B, `depth` deep, into the panel; the missing ones are zeros. */
function pack(b: usize, rowB: usize, columnB: usize, depth: i32, columns: i32): void {
  let q = panel;
  if (columnB == 4 && columns == 8) {
    for (let k = 0; k < depth; k++) {
      v128.store(q, v128.load(b));
      v128.store(q, v128.load(b, 16), 16);
      b += rowB;
      q += 32;
    }
    return;
  }
  if (columns < 8) memory.fill(panel, 0, <usize>depth << 5);
  if (rowB != 4 || columnB == 4) {
    for (let k = 0; k < depth; k++) {
      for (let j = 0; j < columns; j++) store<f32>(q + (<usize>j << 2), load<f32>(b + <usize>j * columnB));
      b += rowB;
      q += 32;
    }
    return;
  }
  packTransposed(b, columnB, depth, columns);
}

/** B is stored [columns, depth]: four rows of four numbers are transposed at a time. */
function packTransposed(b: usize, columnB: usize, depth: i32, columns: i32): void {
  let j = 0;
  for (; j + 4 <= columns; j += 4) {
    const b0 = b + <usize>j * columnB;
    const b1 = b0 + columnB;
    const b2 = b1 + columnB;
    const b3 = b2 + columnB;
    let q = panel + (<usize>j << 2);
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
    let q = panel + (<usize>j << 2);
    const row = b + <usize>j * columnB;
    for (let k = 0; k < depth; k++) {
      store<f32>(q, load<f32>(row + (<usize>k << 2)));
      q += 32;
    }
  }
}

/** Bias of the panel's columns with room behind it, or zeros; or 0 where nothing is to be done at the end. */
const biasOfPanel = memory.data(32, 16);

function placeBias(bias: usize, activation: i32, columns: i32): usize {
  if (!bias && activation == id.activationNone) return 0;
  if (bias && columns == 8) return bias;
  memory.fill(biasOfPanel, 0, 32);
  if (bias) for (let j = 0; j < columns; j++) store<f32>(biasOfPanel + (<usize>j << 2), load<f32>(bias + (<usize>j << 2)));
  return biasOfPanel;
}

/** C[m, n] (+)= A[m, depth] · B[depth, n], C's rows `rowC` apart; then, if complete, + bias [n] (unless 0) and the activation. Steps in bytes. */
export function multiply(
  a: usize, rowA: usize, columnA: usize, b: usize, rowB: usize, columnB: usize,
  c: usize, rowC: usize, m: i32, depth: i32, n: i32, accumulate: bool, bias: usize, activation: i32,
): void {
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
          pack(right, rowB, columnB, inner, columns);
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

/** [to, a, b, matrices, m, depth, n, row and column steps of a, of b, bytes of a matrix of a, of b, bias or 0, activation] */
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
      to, <usize>n << 2, m, depth, n, false, load<usize>(p, 52), load<i32>(p, 56));
    to += <usize>(m * n) << 2;
    a += load<usize>(p, 44);
    b += load<usize>(p, 48);
  }
}
