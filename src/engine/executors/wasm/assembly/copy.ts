/* Operations that only move numbers about; an i32 is moved like an f32. */

/** Copies `count` numbers, faster than memory.copy where they are few. */
@inline
export function copyNumbers(to: usize, from: usize, count: i32): void {
  if (count > 64) {
    memory.copy(to, from, <usize>count << 2);
    return;
  }
  let i = 0;
  for (; i + 4 <= count; i += 4) {
    v128.store(to, v128.load(from));
    to += 16;
    from += 16;
  }
  for (; i < count; i++) {
    store<i32>(to, load<i32>(from));
    to += 4;
    from += 4;
  }
}

/**
 * A strided copy: [to, from, rank, ...(extent, stride of to, stride of from)], strides in bytes, the innermost axis last. A stride 0 of
 * `from` repeats.
 */
export function copy(p: usize): void {
  copyAxis(p + 12, load<i32>(p, 8), load<usize>(p), load<usize>(p, 4));
}

function copyAxis(axes: usize, rank: i32, to: usize, from: usize): void {
  const extent = load<i32>(axes);
  const stepTo = load<usize>(axes, 4);
  const stepFrom = load<usize>(axes, 8);
  if (rank > 1) {
    for (let i = 0; i < extent; i++) {
      copyAxis(axes + 12, rank - 1, to, from);
      to += stepTo;
      from += stepFrom;
    }
    return;
  }
  if (stepTo == 4 && stepFrom == 4) {
    copyNumbers(to, from, extent);
    return;
  }
  for (let i = 0; i < extent; i++) {
    store<i32>(to, load<i32>(from));
    to += stepTo;
    from += stepFrom;
  }
}

/** [to, bytes] */
export function zero(p: usize): void {
  memory.fill(load<usize>(p), 0, load<usize>(p, 4));
}

/** [to, from, bytes] */
export function move(p: usize): void {
  copyNumbers(load<usize>(p), load<usize>(p, 4), load<i32>(p, 8) >> 2);
}

/** An id made to lie in the table: what is outside cannot be read. */
@inline
function inside(id: i32, rows: i32): i32 {
  return max(0, min(id, rows - 1));
}

/** table [rows, width], ids [count] → [count, width]: [to, table, ids, count, width, rows] */
export function gather(p: usize): void {
  let to = load<usize>(p);
  const table = load<usize>(p, 4);
  let ids = load<usize>(p, 8);
  const width = load<i32>(p, 16);
  const rows = load<i32>(p, 20);
  const end = ids + (<usize>load<i32>(p, 12) << 2);
  const bytes = <usize>width << 2;
  while (ids < end) {
    const row = table + <usize>inside(load<i32>(ids), rows) * bytes;
    if (width == 1) store<i32>(to, load<i32>(row));
    else copyNumbers(to, row, width);
    to += bytes;
    ids += 4;
  }
}

/** ids [count], updates [count, width] → [rows, width], the updates added in order: [to, ids, updates, count, width, rows] */
export function scatterAdd(p: usize): void {
  const to = load<usize>(p);
  let ids = load<usize>(p, 4);
  let from = load<usize>(p, 8);
  const width = load<i32>(p, 16);
  const rows = load<i32>(p, 20);
  const end = ids + (<usize>load<i32>(p, 12) << 2);
  memory.fill(to, 0, (<usize>rows * <usize>width) << 2);
  while (ids < end) {
    const row = to + ((<usize>inside(load<i32>(ids), rows) * <usize>width) << 2);
    addNumbers(row, from, width);
    from += <usize>width << 2;
    ids += 4;
  }
}

/** to += from */
@inline
export function addNumbers(to: usize, from: usize, count: i32): void {
  let i = 0;
  for (; i + 4 <= count; i += 4) {
    v128.store(to, f32x4.add(v128.load(to), v128.load(from)));
    to += 16;
    from += 16;
  }
  for (; i < count; i++) {
    store<f32>(to, load<f32>(to) + load<f32>(from));
    to += 4;
    from += 4;
  }
}

/** ids [count] → [count, depth]: [to, ids, count, depth] */
export function oneHot(p: usize): void {
  let to = load<usize>(p);
  let ids = load<usize>(p, 4);
  const count = load<i32>(p, 8);
  const depth = load<i32>(p, 12);
  memory.fill(to, 0, (<usize>count * <usize>depth) << 2);
  for (let i = 0; i < count; i++) {
    const cell = load<i32>(ids);
    if (cell >= 0 && cell < depth) store<f32>(to + (<usize>cell << 2), 1);
    to += <usize>depth << 2;
    ids += 4;
  }
}

/** What a round makes of the left half. t is below 2¹², so that t² is a product of 16 bits. */
@inline
function mixed(left: v128, t: v128, mask: v128): v128 {
  return v128.and(i32x4.add(i32x4.add(left, i32x4.shr_u(i32x4.dot_i16x8_s(t, t), 5)), t), mask);
}

@inline
function uniform(left: v128, right: v128): v128 {
  return f32x4.mul(f32x4.convert_i32x4_s(v128.or(i32x4.shl(left, 12), right)), f32x4.splat(5.9604644775390625e-8));
}

/**
 * Counter-based uniform numbers, bit for bit those of core/program/counter-random.ts: [to, key, first, last], of which `first` is a
 * multiple of four. The destination has room up to such a one. Four vectors at a time: no round waits for the one before.
 */
export function random(p: usize): void {
  const first = load<i32>(p, 8);
  const last = load<i32>(p, 12);
  let to = load<usize>(p) + (<usize>first << 2);
  const key = load<usize>(p, 4);
  const mask = i32x4.splat(4095);
  let i = first;
  for (; i + 12 < last; i += 16) {
    const a = i32x4.add(i32x4.splat(i), i32x4(0, 1, 2, 3));
    const b = i32x4.add(a, i32x4.splat(4));
    const c = i32x4.add(a, i32x4.splat(8));
    const d = i32x4.add(a, i32x4.splat(12));
    let rightA = v128.and(a, mask);
    let rightB = v128.and(b, mask);
    let rightC = v128.and(c, mask);
    let rightD = v128.and(d, mask);
    let leftA = v128.and(i32x4.shr_u(a, 12), mask);
    let leftB = v128.and(i32x4.shr_u(b, 12), mask);
    let leftC = v128.and(i32x4.shr_u(c, 12), mask);
    let leftD = v128.and(i32x4.shr_u(d, 12), mask);
    for (let round: usize = 0; round < 8; round++) {
      const k = i32x4.splat(<i32>load<f32>(key + (round << 2)));
      const nextA = mixed(leftA, v128.and(i32x4.add(rightA, k), mask), mask);
      const nextB = mixed(leftB, v128.and(i32x4.add(rightB, k), mask), mask);
      const nextC = mixed(leftC, v128.and(i32x4.add(rightC, k), mask), mask);
      const nextD = mixed(leftD, v128.and(i32x4.add(rightD, k), mask), mask);
      leftA = rightA;
      leftB = rightB;
      leftC = rightC;
      leftD = rightD;
      rightA = nextA;
      rightB = nextB;
      rightC = nextC;
      rightD = nextD;
    }
    v128.store(to, uniform(leftA, rightA));
    v128.store(to, uniform(leftB, rightB), 16);
    v128.store(to, uniform(leftC, rightC), 32);
    v128.store(to, uniform(leftD, rightD), 48);
    to += 64;
  }
  for (; i < last; i += 4) {
    const counter = i32x4.add(i32x4.splat(i), i32x4(0, 1, 2, 3));
    let right = v128.and(counter, mask);
    let left = v128.and(i32x4.shr_u(counter, 12), mask);
    for (let round: usize = 0; round < 8; round++) {
      const k = i32x4.splat(<i32>load<f32>(key + (round << 2)));
      const next = mixed(left, v128.and(i32x4.add(right, k), mask), mask);
      left = right;
      right = next;
    }
    v128.store(to, uniform(left, right));
    to += 16;
  }
}
