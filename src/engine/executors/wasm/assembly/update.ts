import * as id from '../ids.ts';
import { loadSome, storeSome } from './lanes.ts';
import { lastVectors } from './scratch.ts';

/* The optimisers: one pass over the flat buffers of parameters, gradient and slots. Formulas: core/program/optimizers.ts. */

/** Scales a gradient down to a norm: [gradient, count, norm] */
export function clip(p: usize): void {
  const gradient = load<usize>(p);
  const count = load<i32>(p, 4);
  const norm = load<f32>(p, 8);
  let a = f64x2.splat(0);
  let b = a;
  let i = 0;
  for (; i + 4 <= count; i += 4) {
    const g = v128.load(gradient + (<usize>i << 2));
    const low = f64x2.promote_low_f32x4(g);
    const high = f64x2.promote_low_f32x4(v128.shuffle<i32>(g, g, 2, 3, 2, 3));
    a = f64x2.add(a, f64x2.mul(low, low));
    b = f64x2.add(b, f64x2.mul(high, high));
  }
  const both = f64x2.add(a, b);
  let squares = f64x2.extract_lane(both, 0) + f64x2.extract_lane(both, 1);
  for (; i < count; i++) {
    const g = <f64>load<f32>(gradient + (<usize>i << 2));
    squares += g * g;
  }
  const factor = <f32>(<f64>norm / max(sqrt(squares), <f64>norm));
  if (factor == 1) return;
  const by = f32x4.splat(factor);
  for (i = 0; i + 4 <= count; i += 4) {
    const place = gradient + (<usize>i << 2);
    v128.store(place, f32x4.mul(v128.load(place), by));
  }
  for (; i < count; i++) store<f32>(gradient + (<usize>i << 2), load<f32>(gradient + (<usize>i << 2)) * factor);
}

/** Where an update reads and writes; vectors of four. */
@inline
function at(base: usize, offset: usize): v128 {
  return v128.load(base + offset);
}

/**
 * What is too small for a normal number becomes 0: moments of units that no longer learn fade for ever, and on many processors arithmetic on
 * such numbers is a hundred times slower.
 */
@inline
function normal(x: v128): v128 {
  return v128.and(x, f32x4.ge(f32x4.abs(x), f32x4.splat(1.17549435e-38)));
}

function sgd(w: usize, g: usize, bytes: usize, rate: v128): void {
  for (let o: usize = 0; o < bytes; o += 16) v128.store(w + o, f32x4.sub(at(w, o), f32x4.mul(rate, at(g, o))));
}

/** m = μ·m + g; w −= α·m, or α·(g + μ·m) */
function momentum(w: usize, g: usize, m: usize, bytes: usize, rate: v128, mu: v128, nesterov: bool): void {
  for (let o: usize = 0; o < bytes; o += 16) {
    const gradient = at(g, o);
    const moment = normal(f32x4.add(f32x4.mul(mu, at(m, o)), gradient));
    v128.store(m + o, moment);
    const step = nesterov ? f32x4.add(gradient, f32x4.mul(mu, moment)) : moment;
    v128.store(w + o, f32x4.sub(at(w, o), f32x4.mul(rate, step)));
  }
}

/** p: [β₁, 1 − β₁, β₂, 1 − β₂, ε, decay]; c: [1 − β₁ᵗ, 1 − β₂ᵗ] */
function adam(w: usize, g: usize, m: usize, v: usize, bytes: usize, rate: f32, c: usize, p: usize): void {
  const beta1 = v128.load32_splat(p);
  const rest1 = v128.load32_splat(p, 4);
  const beta2 = v128.load32_splat(p, 8);
  const rest2 = v128.load32_splat(p, 12);
  const epsilon = v128.load32_splat(p, 16);
  const scale1 = f32x4.splat(rate / load<f32>(c));
  const scale2 = f32x4.splat(<f32>1 / load<f32>(c, 4));
  const kept = f32x4.splat(<f32>1 - rate * load<f32>(p, 20));
  for (let o: usize = 0; o < bytes; o += 16) {
    const gradient = at(g, o);
    const moment = normal(f32x4.add(f32x4.mul(beta1, at(m, o)), f32x4.mul(rest1, gradient)));
    const square = normal(f32x4.add(f32x4.mul(beta2, at(v, o)), f32x4.mul(rest2, f32x4.mul(gradient, gradient))));
    v128.store(m + o, moment);
    v128.store(v + o, square);
    const root = f32x4.add(f32x4.sqrt(f32x4.mul(square, scale2)), epsilon);
    v128.store(w + o, f32x4.sub(f32x4.mul(at(w, o), kept), f32x4.div(f32x4.mul(moment, scale1), root)));
  }
}

/** v = a·v + b·g²; w −= α·g/√(v + ε): rmsprop with a = ρ and b = 1 − ρ, adagrad with both 1. */
function scaled(w: usize, g: usize, v: usize, bytes: usize, rate: v128, a: v128, b: v128, epsilon: v128): void {
  for (let o: usize = 0; o < bytes; o += 16) {
    const gradient = at(g, o);
    const square = normal(f32x4.add(f32x4.mul(a, at(v, o)), f32x4.mul(b, f32x4.mul(gradient, gradient))));
    v128.store(v + o, square);
    const step = f32x4.div(f32x4.mul(rate, gradient), f32x4.sqrt(f32x4.add(square, epsilon)));
    v128.store(w + o, f32x4.sub(at(w, o), step));
  }
}

function apply(kind: i32, w: usize, g: usize, m: usize, v: usize, bytes: usize, rate: f32, c: usize, p: usize): void {
  const by = f32x4.splat(rate);
  switch (kind) {
    case id.updateSgd: sgd(w, g, bytes, by); break;
    case id.updateMomentum: momentum(w, g, m, bytes, by, v128.load32_splat(p), false); break;
    case id.updateNesterov: momentum(w, g, m, bytes, by, v128.load32_splat(p), true); break;
    case id.updateAdam: adam(w, g, m, v, bytes, rate, c, p); break;
    default: scaled(w, g, m, bytes, by, v128.load32_splat(p), v128.load32_splat(p, 4), v128.load32_splat(p, 8));
  }
}

/**
 * [kind, parameters, gradient, first slot, second slot, count, learning rate, bias corrections, ...up to six constants of the optimiser];
 * the learning rate and the corrections stand in memory, for they change.
 */
export function update(p: usize): void {
  const kind = load<i32>(p);
  const w = load<usize>(p, 4);
  const g = load<usize>(p, 8);
  const m = load<usize>(p, 12);
  const v = load<usize>(p, 16);
  const count = load<i32>(p, 20);
  const rate = load<f32>(load<usize>(p, 24));
  const corrections = load<usize>(p, 28);
  const whole = <usize>(count & ~3) << 2;
  const left = count & 3;
  apply(kind, w, g, m, v, whole, rate, corrections, p + 32);
  if (left == 0) return;
  const last = lastVectors();
  v128.store(last, loadSome(w + whole, left, 0));
  v128.store(last, loadSome(g + whole, left, 0), 16);
  v128.store(last, loadSome(m + whole, left, 0), 32);
  v128.store(last, loadSome(v + whole, left, 0), 48);
  apply(kind, last, last + 16, last + 32, last + 48, 16, rate, corrections, p + 32);
  storeSome(w + whole, v128.load(last), left);
  if (m) storeSome(m + whole, v128.load(last, 32), left);
  if (v) storeSome(v + whole, v128.load(last, 48), left);
}
