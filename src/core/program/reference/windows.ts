import { at } from '../../util/assert-never.ts';
import { sizeOf, windowOutput } from '../shapes.ts';
import type { Shape, Window2D } from '../types.ts';
import { type Kernel, outside } from './kernel.ts';

/** A pixel of the image under a cell of the window, for one place of the window; all three count pixels or cells, not channels. */
type Visit = (place: number, cell: number, pixel: number) => void;

/** Visits every place of the window on an image [N, H, W, C], and there every cell inside the image in row-major order. */
export function forEachCell(image: Shape, window: Window2D, visit: Visit): void {
  const [samples = 0, height = 0, width = 0] = image;
  const [outHeight, outWidth] = windowOutput(image, window);
  const [top, , left] = window.pad;
  for (let sample = 0; sample < samples; sample++)
    for (let row = 0; row < outHeight; row++)
      for (let column = 0; column < outWidth; column++) {
        const place = (sample * outHeight + row) * outWidth + column;
        for (let i = 0; i < window.kernel[0]; i++)
          for (let j = 0; j < window.kernel[1]; j++) {
            const y = row * window.stride[0] - top + i * window.dilation[0];
            const x = column * window.stride[1] - left + j * window.dilation[1];
            if (y >= 0 && y < height && x >= 0 && x < width)
              visit(place, i * window.kernel[1] + j, (sample * height + y) * width + x);
          }
      }
}

export const unfold: Kernel<'unfold'> = ({ attributes: { window }, inputs, shape }) => {
  const { data, shape: image } = at(inputs, 0);
  const channels = at(image, 3);
  const out = new Float64Array(sizeOf(shape));
  forEachCell(image, window, (place, cell, pixel) => {
    out.set(data.subarray(pixel * channels, (pixel + 1) * channels), place * at(shape, 3) + cell * channels);
  });
  return out;
};

export const fold: Kernel<'fold'> = ({ attributes: { window }, inputs, shape: image }) => {
  const { data, shape } = at(inputs, 0);
  const channels = at(image, 3);
  const out = new Float64Array(sizeOf(image));
  forEachCell(image, window, (place, cell, pixel) => {
    const from = place * at(shape, 3) + cell * channels;
    for (let c = 0; c < channels; c++)
      out[pixel * channels + c] = (out[pixel * channels + c] ?? outside) + (data[from + c] ?? outside);
  });
  return out;
};

/** The element of x that is the first maximum of each place and channel; [N, OH, OW, C] indices into x. */
function firstMaxima(x: Float64Array, image: Shape, window: Window2D, outputs: number): Int32Array {
  const channels = at(image, 3);
  const winners = new Int32Array(outputs).fill(-1);
  forEachCell(image, window, (place, _, pixel) => {
    for (let c = 0; c < channels; c++) {
      const winner = winners[place * channels + c] ?? -1;
      if (winner < 0 || (x[pixel * channels + c] ?? outside) > (x[winner] ?? outside))
        winners[place * channels + c] = pixel * channels + c;
    }
  });
  return winners;
}

export const maxPool: Kernel<'maxPool'> = ({ attributes: { window }, inputs, shape }) => {
  const { data, shape: image } = at(inputs, 0);
  return Float64Array.from(firstMaxima(data, image, window, sizeOf(shape)), (winner) => data[winner] ?? outside);
};

export const maxPoolGrad: Kernel<'maxPoolGrad'> = ({ attributes: { window }, inputs, shape: image }) => {
  const dy = at(inputs, 1).data;
  const out = new Float64Array(sizeOf(image));
  firstMaxima(at(inputs, 0).data, image, window, dy.length).forEach((winner, i) => {
    out[winner] = (out[winner] ?? outside) + (dy[i] ?? outside);
  });
  return out;
};

/** How many cells of the window lie inside the image, for each place. */
function cellsInside(image: Shape, window: Window2D): Float64Array {
  const [height, width] = windowOutput(image, window);
  const counts = new Float64Array(at(image, 0) * height * width);
  forEachCell(image, window, (place) => {
    counts[place] = (counts[place] ?? outside) + 1;
  });
  return counts;
}

export const avgPool: Kernel<'avgPool'> = ({ attributes: { window }, inputs, shape }) => {
  const { data, shape: image } = at(inputs, 0);
  const channels = at(image, 3);
  const counts = cellsInside(image, window);
  const out = new Float64Array(sizeOf(shape));
  forEachCell(image, window, (place, _, pixel) => {
    for (let c = 0; c < channels; c++) {
      const share = (data[pixel * channels + c] ?? outside) / (counts[place] ?? outside);
      out[place * channels + c] = (out[place * channels + c] ?? outside) + share;
    }
  });
  return out;
};

export const avgPoolGrad: Kernel<'avgPoolGrad'> = ({ attributes: { window }, inputs, shape: image }) => {
  const { data } = at(inputs, 0);
  const channels = at(image, 3);
  const counts = cellsInside(image, window);
  const out = new Float64Array(sizeOf(image));
  forEachCell(image, window, (place, _, pixel) => {
    for (let c = 0; c < channels; c++) {
      const share = (data[place * channels + c] ?? outside) / (counts[place] ?? outside);
      out[pixel * channels + c] = (out[pixel * channels + c] ?? outside) + share;
    }
  });
  return out;
};
