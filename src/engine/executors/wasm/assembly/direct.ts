import * as id from '../ids.ts';
import { copyNumbers } from './copy.ts';
import { pack, placeBias } from './matmul.ts';
import { turnedGeometry } from './scratch.ts';
import { convolveTile, filterTile } from './tiles.ts';

/*
 * Convolutions without unfolding, for windows without gaps: each image is copied into a frame of zeros, in which every window lies whole, and
 * the tiles read their windows there. The geometry is that of windows.ts; the frame holds just the pixels that windows see.
 */

@inline
function frameWidth(g: usize): i32 {
  return (load<i32>(g, 16) - 1) * load<i32>(g, 32) + load<i32>(g, 24);
}

@inline
function frameHeight(g: usize): i32 {
  return (load<i32>(g, 12) - 1) * load<i32>(g, 28) + load<i32>(g, 20);
}

/** Bytes of the frame, made a multiple of 16. */
@inline
function frameBytes(g: usize): usize {
  return ((<usize>(frameWidth(g) * frameHeight(g) * load<i32>(g, 8)) << 2) + 15) & ~15;
}

@inline
function sampleBytes(g: usize): usize {
  return <usize>(load<i32>(g) * load<i32>(g, 4) * load<i32>(g, 8)) << 2;
}

/** Copies one image into the frame. What lies around it stays zero from image to image. */
function frameImage(g: usize, frame: usize, image: usize): void {
  const bytes = <usize>load<i32>(g, 8) << 2;
  const width = load<i32>(g, 4);
  const top = load<i32>(g, 36);
  const left = load<i32>(g, 40);
  const across = frameWidth(g);
  const last = min(load<i32>(g), frameHeight(g) - top);
  const columns = min(width, across - left);
  for (let y = 0; y < last; y++) {
    const to = frame + <usize>((y + top) * across + left) * bytes;
    copyNumbers(to, image + <usize>(y * width) * bytes, columns * load<i32>(g, 8));
  }
}

/** All samples: windows of `image` times panels [cells, 8] of a kernel with `filters` columns. */
function overImages(g: usize, to: usize, image: usize, panels: usize, filters: i32, frame: usize, bias: usize, activation: i32): void {
  const channels = load<i32>(g, 8);
  const down = load<i32>(g, 12);
  const across = load<i32>(g, 16);
  const kernelHeight = load<i32>(g, 20);
  const depth = load<i32>(g, 24) * channels;
  const panelBytes = <usize>(kernelHeight * depth) << 5;
  const line = <usize>(frameWidth(g) * channels) << 2;
  const step = line - (<usize>depth << 2);
  const stepX = <usize>(load<i32>(g, 32) * channels) << 2;
  const stepY = <usize>load<i32>(g, 28) * line;
  const places = down * across;
  const rowC = <usize>filters << 2;
  const samples = load<i32>(g, 52);
  const imageBytes = sampleBytes(g);
  memory.fill(frame, 0, frameBytes(g));
  for (let sample = 0; sample < samples; sample++) {
    frameImage(g, frame, image);
    let panel = panels;
    for (let j = 0; j < filters; j += 8) {
      const columns = min(8, filters - j);
      const end = placeBias(bias ? bias + (<usize>j << 2) : 0, activation, columns);
      let column = 0;
      let start = frame;
      let next = frame;
      let c = to + (<usize>j << 2);
      for (let place = 0; place < places; place += 4) {
        const a0 = next;
        let a1 = a0;
        let a2 = a0;
        let a3 = a0;
        const rows = min(4, places - place);
        for (let lane = 1; lane <= rows; lane++) {
          next += stepX;
          if (++column == across) {
            column = 0;
            start += stepY;
            next = start;
          }
          if (lane == rows) break;
          if (lane == 1) a1 = next;
          else if (lane == 2) a2 = next;
          else a3 = next;
        }
        convolveTile(a0, a1, a2, a3, kernelHeight, depth, step, panel, c, rowC, rows, columns, end, activation);
        c += rowC << 2;
      }
      panel += panelBytes;
    }
    to += <usize>places * rowC;
    image += imageBytes;
  }
}

/** Windows · kernel [cells, filters]: [geometry …, to, image, kernel, filters, room, bias, activation] */
export function convolveDirect(p: usize): void {
  const kernel = load<usize>(p, 64);
  const filters = load<i32>(p, 68);
  const room = load<usize>(p, 72);
  const cells = load<i32>(p, 20) * load<i32>(p, 24) * load<i32>(p, 8);
  const panels = room + frameBytes(p);
  let panel = panels;
  for (let j = 0; j < filters; j += 8) {
    pack(panel, kernel + (<usize>j << 2), <usize>filters << 2, 4, cells, min(8, filters - j));
    panel += <usize>cells << 5;
  }
  overImages(p, load<usize>(p, 56), load<usize>(p, 60), panels, filters, room, load<usize>(p, 76), load<i32>(p, 80));
}

/**
 * The gradient of the image, for steps of one pixel: dy [places, filters] convolved with the kernel turned by 180°, filters and channels
 * exchanged: [geometry …, image, dy, kernel, filters, room]
 */
export function convolveInputDirect(p: usize): void {
  const channels = load<i32>(p, 8);
  const kernelHeight = load<i32>(p, 20);
  const kernelWidth = load<i32>(p, 24);
  const kernel = load<usize>(p, 64);
  const filters = load<i32>(p, 68);
  const room = load<usize>(p, 72);
  // The geometry of the convolution that this one's gradient is.
  const turned = turnedGeometry();
  memory.copy(turned, p, 56);
  store<i32>(turned, load<i32>(p, 12));
  store<i32>(turned, load<i32>(p, 16), 4);
  store<i32>(turned, filters, 8);
  store<i32>(turned, load<i32>(p), 12);
  store<i32>(turned, load<i32>(p, 4), 16);
  store<i32>(turned, kernelHeight - 1 - load<i32>(p, 36), 36);
  store<i32>(turned, kernelWidth - 1 - load<i32>(p, 40), 40);
  const panels = room + frameBytes(turned);
  const row = <usize>filters << 2;
  let panel = panels;
  for (let j = 0; j < channels; j += 8) {
    for (let cell = kernelHeight * kernelWidth - 1; cell >= 0; cell--) {
      pack(panel, kernel + <usize>(cell * channels + j) * row, 4, row, filters, min(8, channels - j));
      panel += row << 3;
    }
  }
  overImages(turned, load<usize>(p, 56), load<usize>(p, 60), panels, channels, room, 0, id.activationNone);
}

/**
 * Windowsᵀ [cells, places] · dy [places, filters]: [geometry …, to, image, dy, filters, room, first tile, last tile]. Tiles are counted down
 * the cells of each line of the window, line after line, for eight filters after the other.
 */
export function convolveFilterDirect(p: usize): void {
  const to = load<usize>(p, 56);
  let image = load<usize>(p, 60);
  let dy = load<usize>(p, 64);
  const filters = load<i32>(p, 68);
  const frame = load<usize>(p, 72);
  const panel = frame + frameBytes(p);
  const channels = load<i32>(p, 8);
  const down = load<i32>(p, 12);
  const across = load<i32>(p, 16);
  const depth = load<i32>(p, 24) * channels;
  const line = <usize>(frameWidth(p) * channels) << 2;
  const stepX = <usize>(load<i32>(p, 32) * channels) << 2;
  const jump = <usize>load<i32>(p, 28) * line - <usize>across * stepX;
  const row = <usize>filters << 2;
  const last = load<i32>(p, 80);
  const perLine = (depth + 3) >> 2;
  const perPanel = load<i32>(p, 20) * perLine;
  memory.fill(frame, 0, frameBytes(p));
  for (let sample = 0; sample < load<i32>(p, 52); sample++) {
    frameImage(p, frame, image);
    for (let tile = load<i32>(p, 76); tile < last; ) {
      const j = (tile / perPanel) << 3;
      const columns = min(8, filters - j);
      const end = min(last, ((j >> 3) + 1) * perPanel);
      let right = dy + (<usize>j << 2);
      let rowRight = row;
      if (columns < 8) {
        pack(panel, right, row, 4, down * across, columns);
        right = panel;
        rowRight = 32;
      }
      let i = (tile % perPanel) / perLine;
      let q = (tile % perLine) << 2;
      for (; tile < end; tile++) {
        const a = frame + <usize>i * line + (<usize>q << 2);
        const c = to + <usize>(i * depth + q) * row + (<usize>j << 2);
        filterTile(a, stepX, jump, down, across, right, rowRight, c, row, min(4, depth - q), columns, sample > 0);
        q += 4;
        if (q >= depth) {
          q = 0;
          i++;
        }
      }
    }
    image += sampleBytes(p);
    dy += <usize>(down * across) * row;
  }
}
