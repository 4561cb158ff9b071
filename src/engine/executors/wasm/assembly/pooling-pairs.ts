import { loadSome, storeSome } from './lanes.ts';

/* The most common pooling, 2 × 2 pixels to one, without padding: every pixel belongs to one window at most. */

/** True for windows of 2 × 2 that lie side by side inside the image; `g` is the geometry of windows.ts. */
export function arePairs(g: usize): bool {
  const kernel = load<i32>(g, 20) == 2 && load<i32>(g, 24) == 2;
  const stride = load<i32>(g, 28) == 2 && load<i32>(g, 32) == 2;
  const pad = load<i32>(g, 36) == 0 && load<i32>(g, 40) == 0;
  const dilation = load<i32>(g, 44) == 1 && load<i32>(g, 48) == 1;
  const inside = load<i32>(g, 12) * 2 <= load<i32>(g) && load<i32>(g, 16) * 2 <= load<i32>(g, 4);
  return kernel && stride && pad && dilation && inside;
}

@inline
function read(p: usize, lanes: i32): v128 {
  return lanes == 4 ? v128.load(p) : loadSome(p, lanes, 0);
}

@inline
function write(p: usize, x: v128, lanes: i32): void {
  if (lanes == 4) v128.store(p, x);
  else storeSome(p, x, lanes);
}

@inline
function takeMax(to: usize, image: usize, right: usize, below: usize, lanes: i32): void {
  const upper = f32x4.max(read(image, lanes), read(image + right, lanes));
  const lower = f32x4.max(read(image + below, lanes), read(image + below + right, lanes));
  write(to, f32x4.max(upper, lower), lanes);
}

/** The first pixel that equals the maximum takes dy, the others 0. */
@inline
function giveMax(grad: usize, image: usize, dy: usize, right: usize, below: usize, lanes: i32): void {
  const a = read(image, lanes);
  const b = read(image + right, lanes);
  const c = read(image + below, lanes);
  const d = read(image + below + right, lanes);
  const best = f32x4.max(f32x4.max(a, b), f32x4.max(c, d));
  const given = read(dy, lanes);
  const isA = f32x4.eq(a, best);
  const isB = v128.andnot(f32x4.eq(b, best), isA);
  const aOrB = v128.or(isA, isB);
  const isC = v128.andnot(f32x4.eq(c, best), aOrB);
  write(grad, v128.and(given, isA), lanes);
  write(grad + right, v128.and(given, isB), lanes);
  write(grad + below, v128.and(given, isC), lanes);
  write(grad + below + right, v128.andnot(given, v128.or(aOrB, isC)), lanes);
}

/** Takes maxima to `places`, or with `grad` gives what stands there to the winners. */
@inline
function overPairs(giving: bool, g: usize, image: usize, grad: usize, places: usize): void {
  const height = load<i32>(g);
  const channels = load<i32>(g, 8);
  const down = load<i32>(g, 12);
  const across = load<i32>(g, 16);
  const samples = load<i32>(g, 52);
  const right = <usize>channels << 2;
  const below = <usize>load<i32>(g, 4) * right;
  const whole = <usize>(channels & ~3) << 2;
  let place = places;
  for (let sample = 0; sample < samples; sample++) {
    for (let row = 0; row < down; row++) {
      let offset = <usize>(sample * height + 2 * row) * below;
      for (let column = 0; column < across; column++) {
        let o = offset;
        const end = o + whole;
        for (; o < end; o += 16) {
          if (giving) giveMax(grad + o, image + o, place, right, below, 4);
          else takeMax(place, image + o, right, below, 4);
          place += 16;
        }
        const left = channels & 3;
        if (left) {
          if (giving) giveMax(grad + o, image + o, place, right, below, left);
          else takeMax(place, image + o, right, below, left);
          place += <usize>left << 2;
        }
        offset += right << 1;
      }
    }
  }
}

export function maxPairs(g: usize, to: usize, image: usize): void {
  overPairs(false, g, image, 0, to);
}

/** Pixels outside all windows keep what they hold. */
export function maxPairsGrad(g: usize, grad: usize, image: usize, dy: usize): void {
  overPairs(true, g, image, grad, dy);
}
