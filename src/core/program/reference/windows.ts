import { at } from '../../util/assert-never.ts';
import { sizeOf, windowOutput } from '../shapes.ts';
import type { Shape, Window2D } from '../types.ts';
import { numbersAt } from './indices.ts';
import { type Kernel, outside } from './kernel.ts';

/** Where the cells of a window lie on an image [N, H, W, C]. */
interface Cells {
  /** [places of the window, `perPlace`], both row-major: the pixel under each cell, not counting channels, or −1 outside the image. */
  readonly pixels: Int32Array;
  readonly places: number;
  readonly perPlace: number;
}

export function windowCells(image: Shape, window: Window2D): Cells {
  const [samples = 0, height = 0, width = 0] = image;
  const [outHeight, outWidth] = windowOutput(image, window);
  const [kernelHeight, kernelWidth] = window.kernel;
  const [top, , left] = window.pad;
  const perPlace = kernelHeight * kernelWidth;
  const places = samples * outHeight * outWidth;
  const pixels = new Int32Array(places * perPlace);
  let next = 0;
  for (let sample = 0; sample < samples; sample++)
    for (let row = 0; row < outHeight; row++)
      for (let column = 0; column < outWidth; column++)
        for (let i = 0; i < kernelHeight; i++)
          for (let j = 0; j < kernelWidth; j++) {
            const y = row * window.stride[0] - top + i * window.dilation[0];
            const x = column * window.stride[1] - left + j * window.dilation[1];
            const inside = y >= 0 && y < height && x >= 0 && x < width;
            pixels[next++] = inside ? (sample * height + y) * width + x : -1;
          }
  return { pixels, places, perPlace };
}

export const unfold: Kernel<'unfold'> = ({ attributes: { window }, inputs, shape }) => {
  const { data, shape: image } = at(inputs, 0);
  const channels = at(image, 3);
  const out = new Float64Array(sizeOf(shape));
  const { pixels } = windowCells(image, window);
  for (let cell = 0; cell < pixels.length; cell++) {
    const pixel = pixels[cell] ?? outside;
    if (pixel < 0) continue;
    for (let c = 0; c < channels; c++) out[cell * channels + c] = data[pixel * channels + c] ?? outside;
  }
  return out;
};

export const fold: Kernel<'fold'> = ({ attributes: { window }, inputs, shape: image }) => {
  const { data } = at(inputs, 0);
  const channels = at(image, 3);
  const out = new Float64Array(sizeOf(image));
  const { pixels } = windowCells(image, window);
  for (let cell = 0; cell < pixels.length; cell++) {
    const pixel = pixels[cell] ?? outside;
    if (pixel < 0) continue;
    for (let c = 0; c < channels; c++)
      out[pixel * channels + c] = (out[pixel * channels + c] ?? outside) + (data[cell * channels + c] ?? outside);
  }
  return out;
};

/** The element of x that is the first maximum of each place and channel; [N, OH, OW, C] indices into x. */
function firstMaxima(x: Float64Array, image: Shape, window: Window2D): Int32Array {
  const channels = at(image, 3);
  const { pixels, places, perPlace } = windowCells(image, window);
  const winners = new Int32Array(places * channels).fill(-1);
  for (let cell = 0; cell < pixels.length; cell++) {
    const pixel = pixels[cell] ?? outside;
    if (pixel < 0) continue;
    const place = Math.floor(cell / perPlace);
    for (let c = 0; c < channels; c++) {
      const winner = winners[place * channels + c] ?? outside;
      if (winner < 0 || (x[pixel * channels + c] ?? outside) > (x[winner] ?? outside))
        winners[place * channels + c] = pixel * channels + c;
    }
  }
  return winners;
}

export const maxPool: Kernel<'maxPool'> = ({ attributes: { window }, inputs }) => {
  const { data, shape: image } = at(inputs, 0);
  return numbersAt(data, firstMaxima(data, image, window));
};

export const maxPoolGrad: Kernel<'maxPoolGrad'> = ({ attributes: { window }, inputs, shape: image }) => {
  const dy = at(inputs, 1).data;
  const out = new Float64Array(sizeOf(image));
  const winners = firstMaxima(at(inputs, 0).data, image, window);
  for (let i = 0; i < winners.length; i++) {
    const winner = winners[i] ?? outside;
    out[winner] = (out[winner] ?? outside) + (dy[i] ?? outside);
  }
  return out;
};

/** How many cells of the window lie inside the image, for each place. */
function cellsInside({ pixels, places, perPlace }: Cells): Float64Array {
  const counts = new Float64Array(places);
  for (let cell = 0; cell < pixels.length; cell++) {
    const place = Math.floor(cell / perPlace);
    if ((pixels[cell] ?? outside) >= 0) counts[place] = (counts[place] ?? outside) + 1;
  }
  return counts;
}

export const avgPool: Kernel<'avgPool'> = ({ attributes: { window }, inputs, shape }) => {
  const { data, shape: image } = at(inputs, 0);
  const channels = at(image, 3);
  const cells = windowCells(image, window);
  const counts = cellsInside(cells);
  const out = new Float64Array(sizeOf(shape));
  for (let cell = 0; cell < cells.pixels.length; cell++) {
    const pixel = cells.pixels[cell] ?? outside;
    if (pixel < 0) continue;
    const place = Math.floor(cell / cells.perPlace);
    for (let c = 0; c < channels; c++) {
      const share = (data[pixel * channels + c] ?? outside) / (counts[place] ?? outside);
      out[place * channels + c] = (out[place * channels + c] ?? outside) + share;
    }
  }
  return out;
};

export const avgPoolGrad: Kernel<'avgPoolGrad'> = ({ attributes: { window }, inputs, shape: image }) => {
  const { data } = at(inputs, 0);
  const channels = at(image, 3);
  const cells = windowCells(image, window);
  const counts = cellsInside(cells);
  const out = new Float64Array(sizeOf(image));
  for (let cell = 0; cell < cells.pixels.length; cell++) {
    const pixel = cells.pixels[cell] ?? outside;
    if (pixel < 0) continue;
    const place = Math.floor(cell / cells.perPlace);
    for (let c = 0; c < channels; c++) {
      const share = (data[place * channels + c] ?? outside) / (counts[place] ?? outside);
      out[pixel * channels + c] = (out[pixel * channels + c] ?? outside) + share;
    }
  }
  return out;
};
