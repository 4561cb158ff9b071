import { loadSome, storeSome } from './lanes.ts';
import { arePairs, maxPairs, maxPairsGrad } from './pooling-pairs.ts';

/* Pooling over images [N, H, W, C], four channels at a time. The geometry is that of windows.ts. */

/** What a pass over the windows does with four channels of one place. */
const takeMax = 0;
const giveMax = 1;
const takeMean = 2;
const giveMean = 3;

@inline
function read(p: usize, lanes: i32): v128 {
  return lanes == 4 ? v128.load(p) : loadSome(p, lanes, 0);
}

@inline
function write(p: usize, x: v128, lanes: i32): void {
  if (lanes == 4) v128.store(p, x);
  else storeSome(p, x, lanes);
}

/** One window: rows y0, y0 + stepY, … and columns x0, x0 + stepX, … that lie inside the image, `lanes` channels from `image`. */
@inline
function visit(pass: i32, image: usize, grad: usize, place: usize, lanes: i32, bytes: usize, width: i32,
  y0: i32, y1: i32, stepY: i32, x0: i32, x1: i32, stepX: i32): void {
  if (pass == takeMean || pass == giveMean) {
    const count = <f32>(((y1 - y0 + stepY - 1) / stepY) * ((x1 - x0 + stepX - 1) / stepX));
    const share = f32x4.splat(<f32>1 / count);
    let sum = pass == takeMean ? f32x4.splat(0) : f32x4.mul(read(place, lanes), share);
    for (let y = y0; y < y1; y += stepY) {
      for (let x = x0; x < x1; x += stepX) {
        const pixel = image + <usize>(y * width + x) * bytes;
        if (pass == takeMean) sum = f32x4.add(sum, read(pixel, lanes));
        else write(pixel, f32x4.add(read(pixel, lanes), sum), lanes);
      }
    }
    if (pass == takeMean) write(place, f32x4.mul(sum, share), lanes);
    return;
  }
  let best = read(image + <usize>(y0 * width + x0) * bytes, lanes);
  let winner = i32x4.splat(0);
  let cell = 0;
  for (let y = y0; y < y1; y += stepY) {
    for (let x = x0; x < x1; x += stepX) {
      const value = read(image + <usize>(y * width + x) * bytes, lanes);
      if (pass == giveMax) winner = v128.bitselect(i32x4.splat(cell), winner, f32x4.gt(value, best));
      best = f32x4.max(best, value);
      cell++;
    }
  }
  if (pass == takeMax) {
    write(place, best, lanes);
    return;
  }
  const given = read(place, lanes);
  cell = 0;
  for (let y = y0; y < y1; y += stepY) {
    for (let x = x0; x < x1; x += stepX) {
      const pixel = grad + <usize>(y * width + x) * bytes;
      const mine = v128.and(given, i32x4.eq(winner, i32x4.splat(cell)));
      write(pixel, f32x4.add(read(pixel, lanes), mine), lanes);
      cell++;
    }
  }
}

/** The first of start, start + step, … that is not negative. */
@inline
function clipStart(start: i32, step: i32): i32 {
  return start >= 0 ? start : start + ((-start + step - 1) / step) * step;
}

@inline
function overPlaces(pass: i32, g: usize, image: usize, grad: usize, places: usize): void {
  const height = load<i32>(g);
  const width = load<i32>(g, 4);
  const channels = load<i32>(g, 8);
  const down = load<i32>(g, 12);
  const across = load<i32>(g, 16);
  const stepY = load<i32>(g, 44);
  const stepX = load<i32>(g, 48);
  const spanY = (load<i32>(g, 20) - 1) * stepY + 1;
  const spanX = (load<i32>(g, 24) - 1) * stepX + 1;
  const samples = load<i32>(g, 52);
  const bytes = <usize>channels << 2;
  const sampleBytes = <usize>(height * width) * bytes;
  let place = places;
  for (let sample = 0; sample < samples; sample++) {
    for (let row = 0; row < down; row++) {
      const top = row * load<i32>(g, 28) - load<i32>(g, 36);
      const y0 = clipStart(top, stepY);
      const y1 = min(height, top + spanY);
      for (let column = 0; column < across; column++) {
        const left = column * load<i32>(g, 32) - load<i32>(g, 40);
        const x0 = clipStart(left, stepX);
        const x1 = min(width, left + spanX);
        if (y0 < y1 && x0 < x1) {
          let c = 0;
          for (; c + 4 <= channels; c += 4) {
            const o = <usize>c << 2;
            visit(pass, image + o, grad + o, place + o, 4, bytes, width, y0, y1, stepY, x0, x1, stepX);
          }
          if (c < channels) {
            const o = <usize>c << 2;
            visit(pass, image + o, grad + o, place + o, channels - c, bytes, width, y0, y1, stepY, x0, x1, stepX);
          }
        }
        place += bytes;
      }
    }
    image += sampleBytes;
    grad += sampleBytes;
  }
}

@inline
function imageBytes(g: usize): usize {
  return <usize>(load<i32>(g, 52) * load<i32>(g) * load<i32>(g, 4) * load<i32>(g, 8)) << 2;
}

/** [geometry …, to, image] */
export function maxPool(p: usize): void {
  if (arePairs(p)) maxPairs(p, load<usize>(p, 56), load<usize>(p, 60));
  else overPlaces(takeMax, p, load<usize>(p, 60), 0, load<usize>(p, 56));
}

/** [geometry …, gradient of the image, image, dy] */
export function maxPoolGrad(p: usize): void {
  const pairs = arePairs(p);
  const covered = pairs && load<i32>(p, 12) * 2 == load<i32>(p) && load<i32>(p, 16) * 2 == load<i32>(p, 4);
  if (!covered) memory.fill(load<usize>(p, 56), 0, imageBytes(p));
  if (pairs) maxPairsGrad(p, load<usize>(p, 56), load<usize>(p, 60), load<usize>(p, 64));
  else overPlaces(giveMax, p, load<usize>(p, 60), load<usize>(p, 56), load<usize>(p, 64));
}

/** [geometry …, to, image] */
export function avgPool(p: usize): void {
  overPlaces(takeMean, p, load<usize>(p, 60), 0, load<usize>(p, 56));
}

/** [geometry …, gradient of the image, dy] */
export function avgPoolGrad(p: usize): void {
  memory.fill(load<usize>(p, 56), 0, imageBytes(p));
  overPlaces(giveMean, p, load<usize>(p, 56), 0, load<usize>(p, 60));
}
