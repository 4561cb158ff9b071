import { permutation, type Random, randomStream } from '../util/random.ts';
import { blank, crop, type Grey, inkBox, pasteMaximum } from './canvas-image.ts';
import type { ClutterOptions } from './cluttered-digits.ts';
import type { ImagePack } from './image-pack.ts';
import { digitAt } from './two-digits-images.ts';
import type { Tensors } from './types.ts';

const digitSide = 28;
const side = 44;
const fragment = 8;
/** Ink fainter than this is not part of a digit's box. */
const inkThreshold = 0.3;

/** A scrap of a digit that holds some ink, thrown onto the canvas. */
function scatterFragment(canvas: Grey, digit: Grey, random: Random): void {
  const inside = digitSide - fragment + 1;
  const piece = crop(digit, random.int(inside), random.int(inside), fragment, fragment);
  pasteMaximum(canvas, piece, random.int(side - fragment + 1), random.int(side - fragment + 1));
}

/** Present (1), and the middle and extent of the digit's ink as fractions of the image. */
function boxOf(digit: Grey, top: number, left: number): readonly number[] {
  const ink = inkBox(digit, inkThreshold);
  if (!ink) return [1, (left + digitSide / 2) / side, (top + digitSide / 2) / side, digitSide / side, digitSide / side];
  const [width, height] = [ink.right - ink.left, ink.bottom - ink.top];
  return [1, (left + ink.left + width / 2) / side, (top + ink.top + height / 2) / side, width / side, height / side];
}

/** Digits at random places among scraps of others, after the cluttered MNIST of Mnih, Heess, Graves and Kavukcuoglu (2014). */
export function clutterDigits(pack: ImagePack, { samples, clutter, absent }: ClutterOptions, seed: number): Tensors {
  const { count } = pack.manifest;
  const order = permutation(count, randomStream(seed, 'data', 'cluttered-digits', 'digits'));
  const places = randomStream(seed, 'data', 'cluttered-digits', 'places');
  const scraps = randomStream(seed, 'data', 'cluttered-digits', 'clutter');
  const presence = permutation(samples, randomStream(seed, 'data', 'cluttered-digits', 'absent'));
  const empty = new Set(presence.subarray(0, Math.round(absent * samples)));
  const image = new Float32Array(samples * side * side);
  const digit = new Int32Array(samples).fill(-1);
  const present = Float32Array.from({ length: samples }, (_, i) => (empty.has(i) ? 0 : 1));
  const box = new Float32Array(5 * samples);
  for (let i = 0; i < samples; i++) {
    const canvas = blank(side, side);
    for (let n = 0; n < clutter; n++) scatterFragment(canvas, digitAt(pack, scraps.int(count)), scraps);
    const row = order[i] ?? 0;
    const [top, left] = [places.int(side - digitSide + 1), places.int(side - digitSide + 1)];
    if (!empty.has(i)) {
      const drawn = digitAt(pack, row);
      pasteMaximum(canvas, drawn, top, left);
      box.set(boxOf(drawn, top, left), 5 * i);
      digit[i] = pack.labels[row] ?? 0;
    }
    image.set(canvas.values, i * side * side);
  }
  return {
    inputs: { image },
    targets: { digit, present, box },
  };
}
