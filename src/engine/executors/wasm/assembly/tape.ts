import * as id from '../ids.ts';
import { exp, log, sigmoid, sine, softplus, tanh } from './math.ts';

/*
 * Elementwise operations: a tape of instructions that is run block by block, so that what one instruction writes is still in the
 * first-level cache when the next one reads it. Vectors of four are written whole: every destination has room up to a multiple of four,
 * except where `fnStore` is used.
 */

/** Bytes of an instruction: fn, destination, its step, and three arguments with theirs. A step is 4 for memory, 0 for a register. */
const instructionBytes: usize = 36;

@inline
function unaryLanes(fn: i32, x: v128): v128 {
  const one = f32x4.splat(1);
  if (fn == id.fnNeg) return f32x4.neg(x);
  if (fn == id.fnAbs) return f32x4.abs(x);
  if (fn == id.fnSign) {
    const zero = f32x4.splat(0);
    return f32x4.sub(v128.and(f32x4.gt(x, zero), one), v128.and(f32x4.lt(x, zero), one));
  }
  if (fn == id.fnStep) return v128.and(f32x4.gt(x, f32x4.splat(0)), one);
  if (fn == id.fnSquare) return f32x4.mul(x, x);
  if (fn == id.fnSqrt) return f32x4.sqrt(x);
  if (fn == id.fnRsqrt) return f32x4.div(one, f32x4.sqrt(x));
  if (fn == id.fnReciprocal) return f32x4.div(one, x);
  if (fn == id.fnExp) return exp(x);
  if (fn == id.fnLog) return log(x);
  if (fn == id.fnSin) return sine(x, 0);
  if (fn == id.fnCos) return sine(x, 1);
  if (fn == id.fnTanh) return tanh(x);
  if (fn == id.fnSigmoid) return sigmoid(x);
  if (fn == id.fnSoftplus) return softplus(x);
  if (fn == id.fnRelu) return f32x4.max(x, f32x4.splat(0));
  if (fn == id.fnFloor) return f32x4.floor(x);
  return f32x4.convert_i32x4_s(x);
}

@inline
function binaryLanes(fn: i32, x: v128, y: v128): v128 {
  const one = f32x4.splat(1);
  if (fn == id.fnAdd) return f32x4.add(x, y);
  if (fn == id.fnSub) return f32x4.sub(x, y);
  if (fn == id.fnMul) return f32x4.mul(x, y);
  if (fn == id.fnDiv) return f32x4.div(x, y);
  if (fn == id.fnMax) return f32x4.max(x, y);
  if (fn == id.fnMin) return f32x4.min(x, y);
  if (fn == id.fnGreater) return v128.and(f32x4.gt(x, y), one);
  if (fn == id.fnGreaterEqual) return v128.and(f32x4.ge(x, y), one);
  return v128.and(f32x4.eq(x, y), one);
}

@inline
function one(fn: i32, d: usize, a: usize, end: usize): void {
  while (d < end) {
    v128.store(d, unaryLanes(fn, v128.load(a)));
    d += 16;
    a += 16;
  }
}

@inline
function two(fn: i32, d: usize, a: usize, b: usize, end: usize): void {
  while (d < end) {
    v128.store(d, binaryLanes(fn, v128.load(a), v128.load(b)));
    d += 16;
    a += 16;
    b += 16;
  }
}

function choose(d: usize, condition: usize, a: usize, b: usize, end: usize): void {
  while (d < end) {
    const zero = f32x4.eq(v128.load(condition), f32x4.splat(0));
    v128.store(d, v128.bitselect(v128.load(b), v128.load(a), zero));
    d += 16;
    condition += 16;
    a += 16;
    b += 16;
  }
}

/** d[e] = a[⌊(start + e) / inner⌋ mod period] for `count` elements. */
function expand(d: usize, a: usize, inner: i32, period: i32, start: i32, count: i32): void {
  const end = d + (<usize>count << 2);
  if (period == 1) {
    const x = v128.load32_splat(a);
    while (d < end) {
      v128.store(d, x);
      d += 16;
    }
    return;
  }
  let cell = (start / inner) % period;
  let within = start % inner;
  while (d < end) {
    const x = load<f32>(a + (<usize>cell << 2));
    const run = min<i32>(inner - within, <i32>((end - d) >> 2));
    for (let i = 0; i < run; i++) {
      store<f32>(d, x);
      d += 4;
    }
    within = 0;
    if (++cell == period) cell = 0;
  }
}

function execute(p: usize, start: i32, count: i32): void {
  const offset = <usize>start;
  const fn = load<i32>(p);
  const d = load<usize>(p, 4) + load<usize>(p, 8) * offset;
  const end = d + (<usize>count << 2);
  const a = load<usize>(p, 12) + load<usize>(p, 16) * offset;
  if (fn == id.fnExpand) {
    expand(d, load<usize>(p, 12), load<i32>(p, 16), load<i32>(p, 20), start, count);
    return;
  }
  const b = load<usize>(p, 20) + load<usize>(p, 24) * offset;
  switch (fn) {
    case id.fnNeg: one(id.fnNeg, d, a, end); break;
    case id.fnAbs: one(id.fnAbs, d, a, end); break;
    case id.fnSign: one(id.fnSign, d, a, end); break;
    case id.fnStep: one(id.fnStep, d, a, end); break;
    case id.fnSquare: one(id.fnSquare, d, a, end); break;
    case id.fnSqrt: one(id.fnSqrt, d, a, end); break;
    case id.fnRsqrt: one(id.fnRsqrt, d, a, end); break;
    case id.fnReciprocal: one(id.fnReciprocal, d, a, end); break;
    case id.fnExp: one(id.fnExp, d, a, end); break;
    case id.fnLog: one(id.fnLog, d, a, end); break;
    case id.fnSin: one(id.fnSin, d, a, end); break;
    case id.fnCos: one(id.fnCos, d, a, end); break;
    case id.fnTanh: one(id.fnTanh, d, a, end); break;
    case id.fnSigmoid: one(id.fnSigmoid, d, a, end); break;
    case id.fnSoftplus: one(id.fnSoftplus, d, a, end); break;
    case id.fnRelu: one(id.fnRelu, d, a, end); break;
    case id.fnFloor: one(id.fnFloor, d, a, end); break;
    case id.fnToFloat: one(id.fnToFloat, d, a, end); break;
    case id.fnAdd: two(id.fnAdd, d, a, b, end); break;
    case id.fnSub: two(id.fnSub, d, a, b, end); break;
    case id.fnMul: two(id.fnMul, d, a, b, end); break;
    case id.fnDiv: two(id.fnDiv, d, a, b, end); break;
    case id.fnMax: two(id.fnMax, d, a, b, end); break;
    case id.fnMin: two(id.fnMin, d, a, b, end); break;
    case id.fnGreater: two(id.fnGreater, d, a, b, end); break;
    case id.fnGreaterEqual: two(id.fnGreaterEqual, d, a, b, end); break;
    case id.fnEqual: two(id.fnEqual, d, a, b, end); break;
    case id.fnSelect: choose(d, a, b, load<usize>(p, 28) + load<usize>(p, 32) * offset, end); break;
    default: memory.copy(d, a, <usize>count << 2);
  }
}

/** [first element, last element, block, instructions run once, instructions run for each block, ...instructions] */
export function tape(p: usize): void {
  const first = load<i32>(p);
  const last = load<i32>(p, 4);
  const block = load<i32>(p, 8);
  const once = p + 20;
  const loop = once + <usize>load<i32>(p, 12) * instructionBytes;
  const end = loop + <usize>load<i32>(p, 16) * instructionBytes;
  for (let q = once; q < loop; q += instructionBytes) execute(q, 0, min(block, last - first));
  for (let start = first; start < last; start += block) {
    const count = min(block, last - start);
    for (let q = loop; q < end; q += instructionBytes) execute(q, start, count);
  }
}
