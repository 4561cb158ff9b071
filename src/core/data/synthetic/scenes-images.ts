import { at } from '../../util/assert-never.ts';
import { permutation, type Random, randomStream } from '../../util/random.ts';
import type { Tensors } from '../types.ts';
import { paintBackground, paintShape, type Scene } from './scene-painter.ts';
import type { SceneOptions } from './scenes.ts';
import { shapes } from './shapes.ts';

const mostDots = 4;

/** A class of ten, the last five rarer by `rare`. */
function drawClass(random: Random, rare: number): number {
  const common = shapes.length / 2;
  const rest = common * (1 - rare);
  const place = random.next() * (common + rest);
  return place < common ? Math.floor(place) : Math.min(shapes.length - 1, common + Math.floor((place - common) / (1 - rare)));
}

/** A colour that stands out from mid-grey surroundings: hue at random, nearly saturated. */
function drawColour(random: Random): readonly [number, number, number] {
  const hue = random.next() * 6;
  const channel = (shift: number): number => {
    const place = (hue + shift) % 6;
    return 0.15 + 0.8 * Math.min(1, Math.max(0, Math.abs(place - 3) - 1));
  };
  return [channel(0), channel(4), channel(2)];
}

const grainSize = 8192;

/** Normal numbers, drawn once: a place to begin for each image is enough to make its noise its own, and large images are quick to make. */
const drawGrain = (random: Random): Float32Array => Float32Array.from({ length: grainSize }, () => random.normal());

function addNoise(pixels: Float32Array, deviation: number, grain: Float32Array, random: Random): void {
  for (let start = 0; start < pixels.length; start += grainSize) {
    const offset = random.int(grainSize);
    const end = Math.min(pixels.length, start + grainSize);
    for (let p = start; p < end; p++) {
      const noisy = (pixels[p] ?? 0) + deviation * (grain[(p + offset) % grainSize] ?? 0);
      pixels[p] = Math.min(1, Math.max(0, noisy));
    }
  }
}

/**
 * Scenes of one coloured object (or none) and up to four small dots on a shaded, noisy background. What is drawn where does not depend on
 * the image's size, so that the same seed shows the same scenes at every size.
 */
export function generateScenes(options: SceneOptions, seed: number): Tensors {
  const { samples, noise, absent, rare } = options;
  const side = Number(options.side);
  const stream = (name: string): Random => randomStream(seed, 'data', 'scenes', name);
  const [objects, dotsAt, grounds, scatter] = [stream('objects'), stream('dots'), stream('background'), stream('noise')];
  const grain = drawGrain(stream('grain'));
  const empty = new Set(permutation(samples, stream('absent')).subarray(0, Math.round(absent * samples)));
  const image = new Float32Array(samples * side * side * 3);
  const [shape, dots] = [new Int32Array(samples).fill(-1), new Int32Array(samples)];
  const present = Float32Array.from({ length: samples }, (_, i) => (empty.has(i) ? 0 : 1));
  const box = new Float32Array(5 * samples);
  for (let i = 0; i < samples; i++) {
    const scene: Scene = { side, pixels: image.subarray(i * side * side * 3, (i + 1) * side * side * 3) };
    paintBackground(scene, grounds);
    const kind = drawClass(objects, rare);
    const radius = 0.18 + 0.14 * objects.next();
    const [x, y] = [radius + objects.next() * (1 - 2 * radius), radius + objects.next() * (1 - 2 * radius)];
    const turn = (objects.next() - 0.5) * 0.5;
    const colour = drawColour(objects);
    const count = dotsAt.int(mostDots + 1);
    for (let n = 0; n < mostDots; n++) {
      const dot = { x: 0.05 + 0.9 * dotsAt.next(), y: 0.05 + 0.9 * dotsAt.next(), radius: 0.035, turn: 0 };
      if (n < count) paintShape(scene, at(shapes, 0).inside, dot, [0.97, 0.97, 0.97]);
    }
    if (!empty.has(i)) {
      const extent = paintShape(scene, at(shapes, kind).inside, { x, y, radius, turn }, colour);
      box.set([1, ...extent], 5 * i);
      shape[i] = kind;
    }
    dots[i] = count;
    if (noise > 0) addNoise(scene.pixels, noise, grain, scatter);
  }
  return { inputs: { image }, targets: { shape, present, box, dots } };
}
