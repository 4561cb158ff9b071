import type { ImagePack } from './image-pack.ts';
import type { Tensors } from './types.ts';

/** Mean and standard deviation, over the 10,000 digits of the pack, of an image's mean ink (0 … 1). */
const inkMean = 0.13113;
const inkDeviation = 0.04366;

/** Mean ink of every image [count], 0 … 1. */
function meanInk({ pixels, manifest }: ImagePack): Float64Array {
  const size = pixels.length / manifest.count;
  return Float64Array.from({ length: manifest.count }, (_, row) => {
    let sum = 0;
    for (let i = row * size; i < (row + 1) * size; i++) sum += pixels[i] ?? 0;
    return sum / (255 * size);
  });
}

/** Pixels as 0 … 1, and the labels of every task from the digit and the ink. */
export function mnistTensors(pack: ImagePack): Tensors {
  const digits = Int32Array.from(pack.labels);
  // Eight million pixels: `from` with a function would walk an iterator for each.
  const image = new Float32Array(pack.pixels.length);
  for (let i = 0; i < image.length; i++) image[i] = (pack.pixels[i] ?? 0) / 255;
  return {
    inputs: { image },
    targets: {
      digit: digits,
      group: digits.map((digit) => digit >> 1),
      parity: Float32Array.from(digits, (digit) => digit & 1),
      thickness: Float32Array.from(meanInk(pack), (ink) => (ink - inkMean) / inkDeviation),
    },
  };
}
