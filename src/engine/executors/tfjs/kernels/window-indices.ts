import { windowOutput } from '../../../../core/program/shapes.ts';
import type { Shape, Window2D } from '../../../../core/program/types.ts';
import { at } from '../../../../core/util/assert-never.ts';

/** A window laid over an image of `height` × `width` pixels, `outHeight` × `outWidth` times. */
export interface WindowGrid {
  readonly window: Window2D;
  readonly height: number;
  readonly width: number;
  readonly outHeight: number;
  readonly outWidth: number;
}

/** The grid of a window on an image [N, height, width, C]. */
export function gridOf(image: Shape, window: Window2D): WindowGrid {
  const [outHeight, outWidth] = windowOutput(image, window);
  return { window, height: at(image, 1), width: at(image, 2), outHeight, outWidth };
}

/** A table [rows, columns] of row numbers; `outside` stands for «nothing» and occurs if `hasOutside`. */
export interface IndexTable {
  readonly indices: Int32Array;
  readonly columns: number;
  readonly outside: number;
  readonly hasOutside: boolean;
}

/** For each position of the window (row-major), the pixel under each of its cells (row-major); `outside` is height · width. */
export function pixelsOfWindows({ window, height, width, outHeight, outWidth }: WindowGrid): IndexTable {
  const [kernelH, kernelW] = window.kernel;
  const outside = height * width;
  const indices = new Int32Array(outHeight * outWidth * kernelH * kernelW);
  let next = 0;
  for (let oy = 0; oy < outHeight; oy++) {
    for (let ox = 0; ox < outWidth; ox++) {
      for (let ky = 0; ky < kernelH; ky++) {
        const y = oy * window.stride[0] + ky * window.dilation[0] - window.pad[0];
        for (let kx = 0; kx < kernelW; kx++) {
          const x = ox * window.stride[1] + kx * window.dilation[1] - window.pad[2];
          indices[next++] = y >= 0 && y < height && x >= 0 && x < width ? y * width + x : outside;
        }
      }
    }
  }
  return { indices, columns: kernelH * kernelW, outside, hasOutside: indices.includes(outside) };
}

/**
 * The other way round: for each pixel, the window cells that lie on it, numbered position · cells + cell, in ascending order and filled
 * up with `outside` to equal length.
 */
export function cellsOfPixels(grid: WindowGrid): IndexTable {
  const pixels = pixelsOfWindows(grid);
  const count = grid.height * grid.width;
  const lists: number[][] = Array.from({ length: count }, () => []);
  pixels.indices.forEach((pixel, cell) => {
    lists[pixel]?.push(cell);
  });
  const columns = Math.max(1, ...lists.map((list) => list.length));
  const outside = pixels.indices.length;
  const indices = new Int32Array(count * columns).fill(outside);
  lists.forEach((list, pixel) => {
    indices.set(list, pixel * columns);
  });
  return { indices, columns, outside, hasOutside: indices.includes(outside) };
}

/** How many cells of each window position lie inside the image. */
export function cellsInside(grid: WindowGrid): Float32Array {
  const { indices, columns, outside } = pixelsOfWindows(grid);
  const counts = new Float32Array(grid.outHeight * grid.outWidth);
  indices.forEach((pixel, cell) => {
    if (pixel !== outside) counts[Math.floor(cell / columns)] = (counts[Math.floor(cell / columns)] ?? 0) + 1;
  });
  return counts;
}
