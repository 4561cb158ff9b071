import { permutation, randomStream } from '../util/random.ts';
import { blank, type Grey, pasteMaximum, resized } from './canvas-image.ts';
import type { ImagePack } from './image-pack.ts';
import type { Tensors } from './types.ts';

const digitSide = 28;
const canvasSide = 36;
const digitClasses = 10;
const offset = canvasSide - digitSide - 2;

/** Image `row` of a pack of 28×28 digits, 0 … 1. */
export function digitAt(pack: ImagePack, row: number): Grey {
  const size = digitSide * digitSide;
  const values = new Float32Array(size);
  for (let i = 0; i < size; i++) values[i] = (pack.pixels[row * size + i] ?? 0) / 255;
  return { height: digitSide, width: digitSide, values };
}

/**
 * MultiMNIST (Sabour, Frosst and Hinton, 2017, in the form of Sener and Koltun, 2018): on a canvas of 36×36 one digit in the upper left
 * corner and another 6 pixels further down and right, the brighter pixel winning, resized to 28×28. Every digit is used once, so that
 * none is seen both in training and in the test.
 */
export function overlayDigits(pack: ImagePack, { samples }: { readonly samples: number }, seed: number): Tensors {
  const order = permutation(pack.manifest.count, randomStream(seed, 'data', 'two-digits', 'pairs'));
  const size = digitSide * digitSide;
  const image = new Float32Array(samples * size);
  const [left, right] = [new Int32Array(samples), new Int32Array(samples)];
  const both = new Float32Array(samples * digitClasses);
  for (let i = 0; i < samples; i++) {
    const rows = [order[2 * i] ?? 0, order[2 * i + 1] ?? 0] as const;
    const canvas = blank(canvasSide, canvasSide);
    pasteMaximum(canvas, digitAt(pack, rows[0]), 0, 0);
    pasteMaximum(canvas, digitAt(pack, rows[1]), offset, offset);
    image.set(resized(canvas, digitSide, digitSide).values, i * size);
    left[i] = pack.labels[rows[0]] ?? 0;
    right[i] = pack.labels[rows[1]] ?? 0;
    for (const digit of [left[i], right[i]]) both[i * digitClasses + (digit ?? 0)] = 1;
  }
  return { inputs: { image }, targets: { left, right, both } };
}
