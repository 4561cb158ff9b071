/* Vectors at the end of an array, where fewer than four numbers are left. */

/** `count` (1 … 3) numbers from `p`, the other lanes `rest`. */
export function loadSome(p: usize, count: i32, rest: f32): v128 {
  let x = f32x4.splat(rest);
  x = f32x4.replace_lane(x, 0, load<f32>(p));
  if (count > 1) x = f32x4.replace_lane(x, 1, load<f32>(p, 4));
  if (count > 2) x = f32x4.replace_lane(x, 2, load<f32>(p, 8));
  return x;
}

/** The first `count` (1 … 3) lanes to `p`. */
export function storeSome(p: usize, x: v128, count: i32): void {
  store<f32>(p, f32x4.extract_lane(x, 0));
  if (count > 1) store<f32>(p, f32x4.extract_lane(x, 1), 4);
  if (count > 2) store<f32>(p, f32x4.extract_lane(x, 2), 8);
}

@inline
export function sumOf(x: v128): f32 {
  const left = f32x4.extract_lane(x, 0) + f32x4.extract_lane(x, 2);
  return left + (f32x4.extract_lane(x, 1) + f32x4.extract_lane(x, 3));
}

@inline
export function maxOf(x: v128): f32 {
  const left = max(f32x4.extract_lane(x, 0), f32x4.extract_lane(x, 2));
  return max(left, max(f32x4.extract_lane(x, 1), f32x4.extract_lane(x, 3)));
}
