/**
 * Elementary functions on four lanes. Range reductions and polynomials are those of the Cephes library (S. L. Moshier, 1989), single
 * precision: relative errors of about 1e-7.
 */

@inline
function splat(x: f32): v128 {
  return f32x4.splat(x);
}

/** a·b + c, rounded twice */
@inline
function madd(a: v128, b: v128, c: v128): v128 {
  return f32x4.add(f32x4.mul(a, b), c);
}

/** eˣ: x = n·ln 2 + r, a polynomial in r, and n added to the exponent. 0 below −87.3, infinite above 88.72. */
export function exp(x: v128): v128 {
  const clamped = f32x4.max(f32x4.min(x, splat(88.8)), splat(-87.33654));
  const n = f32x4.nearest(f32x4.mul(clamped, splat(1.44269504088896341)));
  const r = f32x4.sub(f32x4.sub(clamped, f32x4.mul(n, splat(0.693359375))), f32x4.mul(n, splat(-2.12194440e-4)));
  let p = splat(1.9875691500e-4);
  p = madd(p, r, splat(1.3981999507e-3));
  p = madd(p, r, splat(8.3334519073e-3));
  p = madd(p, r, splat(4.1665795894e-2));
  p = madd(p, r, splat(1.6666665459e-1));
  p = madd(p, r, splat(5.0000001201e-1));
  const y = f32x4.add(madd(p, f32x4.mul(r, r), r), splat(1));
  // 2ⁿ in two factors, because n may be 128.
  const half = i32x4.shr_s(i32x4.trunc_sat_f32x4_s(n), 1);
  const rest = i32x4.sub(i32x4.trunc_sat_f32x4_s(n), half);
  const first = i32x4.shl(i32x4.add(half, i32x4.splat(127)), 23);
  const second = i32x4.shl(i32x4.add(rest, i32x4.splat(127)), 23);
  const scaled = f32x4.mul(f32x4.mul(y, first), second);
  const small = f32x4.lt(x, splat(-87.33654));
  return v128.andnot(scaled, small);
}

/** log x: the mantissa between √½ and √2, a polynomial, and the exponent times ln 2. −∞ at 0, NaN below. */
export function log(x: v128): v128 {
  const tiny = f32x4.lt(x, splat(1.17549435e-38));
  const scaled = v128.bitselect(f32x4.mul(x, splat(33554432)), x, tiny);
  const bits = i32x4.sub(i32x4.shr_u(scaled, 23), i32x4.splat(126));
  let e = f32x4.sub(f32x4.convert_i32x4_s(bits), v128.and(tiny, splat(25)));
  let m = v128.or(v128.and(scaled, i32x4.splat(0x007fffff)), splat(0.5));
  const low = f32x4.lt(m, splat(0.707106781186547524));
  e = f32x4.sub(e, v128.and(low, splat(1)));
  m = f32x4.sub(f32x4.add(m, v128.and(low, m)), splat(1));
  const z = f32x4.mul(m, m);
  let p = splat(7.0376836292e-2);
  p = madd(p, m, splat(-1.1514610310e-1));
  p = madd(p, m, splat(1.1676998740e-1));
  p = madd(p, m, splat(-1.2420140846e-1));
  p = madd(p, m, splat(1.4249322787e-1));
  p = madd(p, m, splat(-1.6668057665e-1));
  p = madd(p, m, splat(2.0000714765e-1));
  p = madd(p, m, splat(-2.4999993993e-1));
  p = madd(p, m, splat(3.3333331174e-1));
  let y = f32x4.mul(f32x4.mul(p, m), z);
  y = madd(e, splat(-2.12194440e-4), y);
  y = f32x4.sub(y, f32x4.mul(z, splat(0.5)));
  y = madd(e, splat(0.693359375), f32x4.add(m, y));
  y = v128.bitselect(x, y, f32x4.eq(x, splat(f32.reinterpret_i32(0x7f800000))));
  y = v128.bitselect(splat(f32.reinterpret_i32(<i32>0xff800000)), y, f32x4.eq(x, splat(0)));
  // All bits set, where x < 0 or x is not a number.
  return v128.or(y, v128.not(f32x4.ge(x, splat(0))));
}

/** tanh x: a polynomial below 0.625, 1 − 2/(e²ˣ + 1) above. */
@inline
export function tanh(x: v128): v128 {
  const size = f32x4.abs(x);
  const z = f32x4.mul(x, x);
  let p = splat(-5.70498872745e-3);
  p = madd(p, z, splat(2.06390887954e-2));
  p = madd(p, z, splat(-5.37397155531e-2));
  p = madd(p, z, splat(1.33314422036e-1));
  p = madd(p, z, splat(-3.33332819422e-1));
  const near = madd(f32x4.mul(p, z), x, x);
  const e = exp(f32x4.add(size, size));
  const far = f32x4.sub(splat(1), f32x4.div(splat(2), f32x4.add(e, splat(1))));
  const signed = v128.or(far, v128.and(x, i32x4.splat(<i32>0x80000000)));
  return v128.bitselect(near, signed, f32x4.lt(size, splat(0.625)));
}

/** 1/(1 + e⁻ˣ) */
export function sigmoid(x: v128): v128 {
  return f32x4.div(splat(1), f32x4.add(splat(1), exp(f32x4.neg(x))));
}

/** log(1 + eˣ) = max(x, 0) + log1p(e^−|x|), the latter with the rounding of 1 + u undone (W. Kahan). */
@inline
export function softplus(x: v128): v128 {
  const u = exp(f32x4.neg(f32x4.abs(x)));
  const w = f32x4.add(u, splat(1));
  const d = f32x4.sub(w, splat(1));
  const exact = f32x4.eq(d, splat(0));
  const corrected = f32x4.div(f32x4.mul(log(w), u), v128.bitselect(splat(1), d, exact));
  return f32x4.add(f32x4.max(x, splat(0)), v128.bitselect(u, corrected, exact));
}

/** sin x for `quarter` 0, cos x for `quarter` 1: x = n·π/2 + r with |r| ≤ π/4, then the sine's or the cosine's polynomial. */
export function sine(x: v128, quarter: i32): v128 {
  const n = f32x4.nearest(f32x4.mul(x, splat(0.63661977236758134)));
  let r = f32x4.sub(x, f32x4.mul(n, splat(1.5703125)));
  r = f32x4.sub(r, f32x4.mul(n, splat(4.837512969970703125e-4)));
  r = f32x4.sub(r, f32x4.mul(n, splat(7.549789948768648e-8)));
  const z = f32x4.mul(r, r);
  let s = splat(-1.9515295891e-4);
  s = madd(s, z, splat(8.3321608736e-3));
  s = madd(s, z, splat(-1.6666654611e-1));
  const odd = madd(f32x4.mul(s, z), r, r);
  let c = splat(2.443315711809948e-5);
  c = madd(c, z, splat(-1.388731625493765e-3));
  c = madd(c, z, splat(4.166664568298827e-2));
  const even = f32x4.add(f32x4.sub(splat(1), f32x4.mul(z, splat(0.5))), f32x4.mul(c, f32x4.mul(z, z)));
  const k = i32x4.add(i32x4.trunc_sat_f32x4_s(n), i32x4.splat(quarter));
  const useEven = i32x4.ne(v128.and(k, i32x4.splat(1)), i32x4.splat(0));
  const sign = i32x4.shl(v128.and(k, i32x4.splat(2)), 30);
  return v128.xor(v128.bitselect(even, odd, useEven), sign);
}
