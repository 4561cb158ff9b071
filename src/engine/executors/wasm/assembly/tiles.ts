import * as id from '../ids.ts';
import { spareTile } from './scratch.ts';

/*
 * Register tiles of 4 rows and 8 columns: the innermost loops of products and convolutions.
 */

/** What happens to a product when it is complete. */
@inline
function finish(x: v128, bias: v128, activation: i32): v128 {
  const y = f32x4.add(x, bias);
  return activation == id.activationRelu ? f32x4.max(y, f32x4.splat(0)) : y;
}

/** Adds what C holds (if `accumulate`) and the bias (unless 0), applies the activation, and writes `rows` and `columns` of the tile. */
@inline
function finishTile(
  c00: v128, c01: v128, c10: v128, c11: v128, c20: v128, c21: v128, c30: v128, c31: v128,
  c: usize, rowC: usize, rows: i32, columns: i32, accumulate: bool, bias: usize, activation: i32,
): void {
  const whole = rows == 4 && columns == 8;
  const tile = spareTile();
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

/**
 * C[4, 8] (+)= A[4, depth] · B[depth, 8] and, if `bias` is not 0, + bias, then the activation. Of A either the rows or the columns are
 * contiguous; rows of B stand `rowB` apart. Only `rows` and `columns` of C are written: what is read for the others does not matter.
 */
export function multiplyTile(
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
  finishTile(c00, c01, c10, c11, c20, c21, c30, c31, c, rowC, rows, columns, accumulate, bias, activation);
}

/**
 * The tile of a convolution: rows a0 … a3 of A are windows of an image, `lines` pieces of `depth` contiguous numbers that stand `step` apart
 * (from the end of one to the beginning of the next). B is a panel [lines · depth, 8].
 */
export function convolveTile(
  a0: usize, a1: usize, a2: usize, a3: usize, lines: i32, depth: i32, step: usize, b: usize,
  c: usize, rowC: usize, rows: i32, columns: i32, bias: usize, activation: i32,
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
  const bytes = <usize>depth << 2;
  for (let line = 0; line < lines; line++) {
    const end = a0 + bytes;
    while (a0 < end) {
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
      a0 += 4;
      a1 += 4;
      a2 += 4;
      a3 += 4;
      b += 32;
    }
    a0 += step;
    a1 += step;
    a2 += step;
    a3 += step;
  }
  finishTile(c00, c01, c10, c11, c20, c21, c30, c31, c, rowC, rows, columns, false, bias, activation);
}

/**
 * The tile of a filter's gradient: four neighbouring cells of the window, over `down` lines of `across` places. Windows stand `stepA` apart,
 * and `jump` more from line to line; rows of B `rowB`.
 */
export function filterTile(
  a: usize, stepA: usize, jump: usize, down: i32, across: i32, b: usize, rowB: usize,
  c: usize, rowC: usize, rows: i32, columns: i32, accumulate: bool,
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
  for (let row = 0; row < down; row++) {
    for (let column = 0; column < across; column++) {
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
      a += stepA;
      b += rowB;
    }
    a += jump;
  }
  finishTile(c00, c01, c10, c11, c20, c21, c30, c31, c, rowC, rows, columns, accumulate, 0, id.activationNone);
}
