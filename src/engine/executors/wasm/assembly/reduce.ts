import { loadSome, maxOf, storeSome, sumOf } from './lanes.ts';

/* Sums and maxima, in an order that depends on the shape only. Long sums are made of sums of parts, which keeps rounding small. */

const lowest: f32 = f32.reinterpret_i32(<i32>0xff800000);
const rowsPerPart = 128;

@inline
function combine(isMax: bool, x: v128, y: v128): v128 {
  return isMax ? f32x4.max(x, y) : f32x4.add(x, y);
}

/** [outer, extent, inner] → [outer, inner]: [to, from, outer, extent, inner, is it a maximum, bytes from row to row of the extent] */
export function reduce(p: usize): void {
  let to = load<usize>(p);
  let from = load<usize>(p, 4);
  const outer = load<i32>(p, 8);
  const extent = load<i32>(p, 12);
  const inner = load<i32>(p, 16);
  const isMax = load<i32>(p, 20) != 0;
  const stride = load<usize>(p, 24);
  for (let i = 0; i < outer; i++) {
    if (stride == 4) store<f32>(to, isMax ? maxOfRow(from, extent) : sumOfRow(from, extent));
    else if (isMax) reduceColumns(true, to, from, extent, inner, stride);
    else reduceColumns(false, to, from, extent, inner, stride);
    to += <usize>inner << 2;
    from += <usize>extent * stride;
  }
}

export function maxOfRow(p: usize, count: i32): f32 {
  let best = f32x4.splat(lowest);
  let i = 0;
  for (; i + 4 <= count; i += 4) best = f32x4.max(best, v128.load(p + (<usize>i << 2)));
  if (i < count) best = f32x4.max(best, loadSome(p + (<usize>i << 2), count - i, lowest));
  return maxOf(best);
}

function sumOfRow(p: usize, count: i32): f32 {
  let total: f32 = 0;
  let i = 0;
  while (count - i >= 16) {
    const end = i + min(1024, (count - i) & ~15);
    let a = f32x4.splat(0);
    let b = a;
    let c = a;
    let d = a;
    for (; i < end; i += 16) {
      const q = p + (<usize>i << 2);
      a = f32x4.add(a, v128.load(q));
      b = f32x4.add(b, v128.load(q, 16));
      c = f32x4.add(c, v128.load(q, 32));
      d = f32x4.add(d, v128.load(q, 48));
    }
    total += sumOf(f32x4.add(f32x4.add(a, b), f32x4.add(c, d)));
  }
  let rest: f32 = 0;
  for (; i < count; i++) rest += load<f32>(p + (<usize>i << 2));
  return total + rest;
}

@inline
function reduceColumns(isMax: bool, to: usize, from: usize, extent: i32, inner: i32, stride: usize): void {
  let j = 0;
  for (; j + 8 <= inner; j += 8) {
    const column = from + (<usize>j << 2);
    let left = f32x4.splat(isMax ? lowest : 0);
    let right = left;
    let q = column;
    for (let row = 0; row < extent; ) {
      const end = min(extent, row + rowsPerPart);
      let a = f32x4.splat(isMax ? lowest : 0);
      let b = a;
      for (; row < end; row++) {
        a = combine(isMax, a, v128.load(q));
        b = combine(isMax, b, v128.load(q, 16));
        q += stride;
      }
      left = combine(isMax, left, a);
      right = combine(isMax, right, b);
    }
    v128.store(to + (<usize>j << 2), left);
    v128.store(to + (<usize>j << 2), right, 16);
  }
  for (; j < inner; j += 4) {
    const left = min(4, inner - j);
    let total = f32x4.splat(isMax ? lowest : 0);
    let q = from + (<usize>j << 2);
    for (let row = 0; row < extent; ) {
      const end = min(extent, row + rowsPerPart);
      let a = f32x4.splat(isMax ? lowest : 0);
      for (; row < end; row++) {
        // Lanes beyond the row belong to the next one; they are never stored.
        a = combine(isMax, a, v128.load(q));
        q += stride;
      }
      total = combine(isMax, total, a);
    }
    const place = to + (<usize>j << 2);
    if (left == 4) v128.store(place, total);
    else storeSome(place, total, left);
  }
}
