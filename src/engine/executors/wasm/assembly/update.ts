import * as id from '../ids.ts';
import { exp, log, sigmoid, sine, softplus, tanh } from './math.ts';

/* The end of a step. */

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

/** The place in the function table where this session's update stands: written at run time, see update-kernel.ts. */
const updateFunction: u32 = 0;

/** The optimiser: one pass over the flat buffers of parameters, gradient and slots. Its arguments are those of `updateKernel`. */
export function update(p: usize): void {
  call_indirect<void>(updateFunction, p);
}

/** An elementary function of `ids.ts` for kernels that are written at run time. */
export function elementary(fn: i32, x: v128): v128 {
  switch (fn) {
    case id.fnExp: return exp(x);
    case id.fnLog: return log(x);
    case id.fnSin: return sine(x, 0);
    case id.fnCos: return sine(x, 1);
    case id.fnTanh: return tanh(x);
    case id.fnSigmoid: return sigmoid(x);
    default: return softplus(x);
  }
}
