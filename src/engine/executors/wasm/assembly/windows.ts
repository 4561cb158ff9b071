import { addNumbers, copyNumbers } from './copy.ts';
import { multiply } from './matmul.ts';

/*
 * Windows over images [N, H, W, C]: im2col and its transpose for any range of places, and convolutions that hold only a part of the
 * unfolded image at a time. The geometry of a window is 14 words: height, width, channels, places down and across, kernel height and
 * width, strides, top and left padding, dilations, samples.
 */

/**
 * Copies the cells of the places first … last − 1 (over all samples) to rows of KH·KW·C numbers. All but the last place are copied in whole
 * vectors: what goes too far is overwritten by what comes next.
 */
export function unfoldPlaces(g: usize, to: usize, image: usize, first: i32, last: i32): void {
  unfoldSome(g, to, image, first, last - 1, false);
  unfoldSome(g, to + <usize>(last - 1 - first) * (<usize>cellsOf(g) << 2), image, last - 1, last, true);
}

@inline
function put(to: usize, from: usize, count: i32, exact: bool): void {
  if (exact) {
    copyNumbers(to, from, count);
    return;
  }
  const end = to + (<usize>count << 2);
  do {
    v128.store(to, v128.load(from));
    to += 16;
    from += 16;
  } while (to < end);
}

@inline
function putZeros(to: usize, count: i32, exact: bool): void {
  const end = to + (<usize>count << 2);
  if (exact) {
    for (; to < end; to += 4) store<f32>(to, 0);
    return;
  }
  do {
    v128.store(to, f32x4.splat(0));
    to += 16;
  } while (to < end);
}

@inline
function unfoldSome(g: usize, to: usize, image: usize, first: i32, last: i32, exact: bool): void {
  const height = load<i32>(g);
  const width = load<i32>(g, 4);
  const channels = load<i32>(g, 8);
  const down = load<i32>(g, 12);
  const across = load<i32>(g, 16);
  const kernelHeight = load<i32>(g, 20);
  const kernelWidth = load<i32>(g, 24);
  const strideX = load<i32>(g, 32);
  const padX = load<i32>(g, 40);
  const dilationY = load<i32>(g, 44);
  const dilationX = load<i32>(g, 48);
  const bytes = <usize>channels << 2;
  const rowCells = kernelWidth * channels;
  const rowBytes = <usize>rowCells << 2;
  let sample = first / (down * across);
  let row = first / across - sample * down;
  let column = first % across;
  for (let place = first; place < last; place++) {
    const top = row * load<i32>(g, 28) - load<i32>(g, 36);
    const left = column * strideX - padX;
    const whole = dilationX == 1 && left >= 0 && left + kernelWidth <= width;
    let y = top;
    for (let i = 0; i < kernelHeight; i++, y += dilationY) {
      if (<u32>y >= <u32>height) {
        putZeros(to, rowCells, exact);
        to += rowBytes;
        continue;
      }
      const line = image + <usize>(sample * height + y) * <usize>width * bytes;
      if (whole) {
        put(to, line + <usize>left * bytes, rowCells, exact);
        to += rowBytes;
        continue;
      }
      for (let j = 0; j < kernelWidth; j++) {
        const x = left + j * dilationX;
        if (<u32>x >= <u32>width) putZeros(to, channels, exact);
        else put(to, line + <usize>x * bytes, channels, exact);
        to += bytes;
      }
    }
    if (++column == across) {
      column = 0;
      if (++row == down) {
        row = 0;
        sample++;
      }
    }
  }
}

/** Adds rows of KH·KW·C numbers to the cells of the places first … last − 1. */
function foldPlaces(g: usize, image: usize, from: usize, first: i32, last: i32): void {
  const height = load<i32>(g);
  const width = load<i32>(g, 4);
  const channels = load<i32>(g, 8);
  const down = load<i32>(g, 12);
  const across = load<i32>(g, 16);
  const kernelHeight = load<i32>(g, 20);
  const kernelWidth = load<i32>(g, 24);
  const strideX = load<i32>(g, 32);
  const padX = load<i32>(g, 40);
  const dilationY = load<i32>(g, 44);
  const dilationX = load<i32>(g, 48);
  const bytes = <usize>channels << 2;
  const rowCells = kernelWidth * channels;
  const rowBytes = <usize>rowCells << 2;
  let sample = first / (down * across);
  let row = first / across - sample * down;
  let column = first % across;
  for (let place = first; place < last; place++) {
    const top = row * load<i32>(g, 28) - load<i32>(g, 36);
    const left = column * strideX - padX;
    const whole = dilationX == 1 && left >= 0 && left + kernelWidth <= width;
    let y = top;
    for (let i = 0; i < kernelHeight; i++, y += dilationY, from += rowBytes) {
      if (<u32>y >= <u32>height) continue;
      const line = image + <usize>(sample * height + y) * <usize>width * bytes;
      if (whole) {
        addNumbers(line + <usize>left * bytes, from, rowCells);
        continue;
      }
      for (let j = 0; j < kernelWidth; j++) {
        const x = left + j * dilationX;
        if (<u32>x < <u32>width) addNumbers(line + <usize>x * bytes, from + <usize>j * bytes, channels);
      }
    }
    if (++column == across) {
      column = 0;
      if (++row == down) {
        row = 0;
        sample++;
      }
    }
  }
}

@inline
function imageBytes(g: usize): usize {
  return <usize>(load<i32>(g, 52) * load<i32>(g) * load<i32>(g, 4) * load<i32>(g, 8)) << 2;
}

/** All places: [geometry …, to, image] */
export function unfold(p: usize): void {
  unfoldPlaces(p, load<usize>(p, 56), load<usize>(p, 60), 0, placesOf(p));
}

/** All places: [geometry …, image, from] */
export function fold(p: usize): void {
  memory.fill(load<usize>(p, 56), 0, imageBytes(p));
  foldPlaces(p, load<usize>(p, 56), load<usize>(p, 60), 0, placesOf(p));
}

@inline
function placesOf(g: usize): i32 {
  return load<i32>(g, 52) * load<i32>(g, 12) * load<i32>(g, 16);
}

@inline
function cellsOf(g: usize): i32 {
  return load<i32>(g, 20) * load<i32>(g, 24) * load<i32>(g, 8);
}

/** Unfolded image [places, cells] · kernel [cells, filters]: [geometry …, to, image, kernel, filters, room, places at a time, bias, activation] */
export function convolve(p: usize): void {
  const to = load<usize>(p, 56);
  const room = load<usize>(p, 72);
  const part = load<i32>(p, 76);
  const filters = load<i32>(p, 68);
  const cells = cellsOf(p);
  const places = placesOf(p);
  const row = <usize>filters << 2;
  for (let first = 0; first < places; first += part) {
    const last = min(places, first + part);
    unfoldPlaces(p, room, load<usize>(p, 60), first, last);
    multiply(room, <usize>cells << 2, 4, load<usize>(p, 64), row, 4,
      to + <usize>first * row, row, last - first, cells, filters, false, load<usize>(p, 80), load<i32>(p, 84));
  }
}

/** Unfolded imageᵀ [cells, places] · dy [places, filters]: [geometry …, to, image, dy, filters, room, places at a time] */
export function convolveFilter(p: usize): void {
  const room = load<usize>(p, 72);
  const part = load<i32>(p, 76);
  const filters = load<i32>(p, 68);
  const cells = cellsOf(p);
  const places = placesOf(p);
  const row = <usize>filters << 2;
  for (let first = 0; first < places; first += part) {
    const last = min(places, first + part);
    unfoldPlaces(p, room, load<usize>(p, 60), first, last);
    multiply(room, 4, <usize>cells << 2, load<usize>(p, 64) + <usize>first * row, row, 4,
      load<usize>(p, 56), row, cells, last - first, filters, first > 0, 0, 0);
  }
}

/** dy [places, filters] · kernelᵀ [filters, cells], folded: [geometry …, image, dy, kernel, filters, room, places at a time] */
export function convolveInput(p: usize): void {
  const image = load<usize>(p, 56);
  const room = load<usize>(p, 72);
  const part = load<i32>(p, 76);
  const filters = load<i32>(p, 68);
  const cells = cellsOf(p);
  const places = placesOf(p);
  const row = <usize>filters << 2;
  memory.fill(image, 0, imageBytes(p));
  for (let first = 0; first < places; first += part) {
    const last = min(places, first + part);
    multiply(load<usize>(p, 60) + <usize>first * row, row, 4, load<usize>(p, 64), 4, row,
      room, <usize>cells << 2, last - first, filters, cells, false, 0, 0);
    foldPlaces(p, image, room, first, last);
  }
}
