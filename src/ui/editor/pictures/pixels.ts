import type { Picture } from '../../../core/runs/protocol.ts';
import { at } from '../../../core/util/assert-never.ts';

/** Red, green, blue and opacity of every pixel, row by row. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray<ArrayBuffer>;
}

type Rgb = readonly [red: number, green: number, blue: number];

export interface Inks {
  readonly below: Rgb;
  readonly above: Rgb;
  readonly share: Rgb;
  /** Opacity is the number's part of the largest one to this power. */
  readonly power: number;
}

/**
 * Violet and green, which nobody confuses and which no task has, over the ground of the card: opaque for the largest number, clear for zero. On a dark ground they are as bright as on a light one they are dark, for otherwise all of it would be dark; and small numbers, most
 * of a trained layer, come out sooner, because a little green on black is hardly seen.
 */
export const inks: Readonly<Record<'light' | 'dark', Inks>> = {
  light: { below: [163, 80, 240], above: [79, 153, 27], share: [26, 116, 204], power: 1 },
  dark: { below: [172, 90, 250], above: [180, 252, 37], share: [116, 190, 255], power: 0.7 },
};

/** The opacity of a number, 0 … 255. */
const opacity = (value: number, most: number, { power }: Inks): number =>
  most > 0 ? 255 * (Math.abs(value) / most) ** power : 0;

const blank = (width: number, height: number): Pixels => ({ width, height, data: new Uint8ClampedArray(4 * width * height) });

/** Numbers around zero [height, width]; `most` is opaque. */
function signed(values: Float32Array, width: number, most: number, ink: Inks): Pixels {
  const image = blank(width, values.length / width);
  values.forEach((value, i) => {
    image.data.set([...(value < 0 ? ink.below : ink.above), opacity(value, most, ink)], 4 * i);
  });
  return image;
}

/** Numbers from zero up [height, width]; `most` is opaque. */
function shares(values: Float32Array, width: number, most: number, ink: Inks): Pixels {
  const image = blank(width, values.length / width);
  values.forEach((value, i) => {
    image.data.set([...ink.share, opacity(value, most, ink)], 4 * i);
  });
  return image;
}

const largest = (values: Float32Array): number => values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);

/** A filter over three colours [height, width, 3], from its smallest number (black) to its largest. */
function coloured(values: Float32Array, width: number): Pixels {
  const image = blank(width, values.length / (3 * width));
  const least = values.reduce((low, value) => Math.min(low, value), Number.POSITIVE_INFINITY);
  const range = values.reduce((high, value) => Math.max(high, value), Number.NEGATIVE_INFINITY) - least;
  for (let i = 0; i < values.length / 3; i++) {
    const rgb = [0, 1, 2].map((c) => (range > 0 ? (255 * (at(values, 3 * i + c) - least)) / range : 128));
    image.data.set([...rgb, 255], 4 * i);
  }
  return image;
}

/** Bars [L] side by side, 3 pixels each with the gap, as high as their share of the largest one. */
function bars(values: Float32Array, { share }: Inks): Pixels {
  const height = 40;
  const image = blank(3 * values.length, height);
  const most = largest(values);
  values.forEach((value, bar) => {
    const top = most > 0 ? Math.round(height * (1 - value / most)) : height;
    for (let y = 0; y < height; y++) {
      // A faint column where there is little, so that positions can be counted.
      for (const x of [0, 1]) image.data.set([...share, y >= top ? 255 : 24], 4 * (y * image.width + 3 * bar + x));
    }
  });
  return image;
}

const parts = (values: Float32Array, count: number): Float32Array[] =>
  Array.from({ length: count }, (_, i) => values.subarray((i * values.length) / count, ((i + 1) * values.length) / count));

/** The images of a picture, for a ground of these inks: one per filter or head, one for the others; none for what is shown in figures. */
export function imagesOf({ kind, shape, values }: Picture, ink: Inks): Pixels[] {
  switch (kind) {
    case 'filters': {
      const [shown, width, channels] = [at(shape, 0), at(shape, 2), at(shape, 3)];
      // One scale for all: a filter that has learned little is faint.
      const most = largest(values);
      return parts(values, shown).map((part) => (channels === 3 ? coloured(part, width) : signed(part, width, most, ink)));
    }
    case 'attention':
      return parts(values, at(shape, 0)).map((part) => shares(part, at(shape, 2), largest(part), ink));
    case 'positions':
      return [bars(values, ink)];
    case 'mask':
      return [shares(values, at(shape, 1), 1, ink)];
    default:
      return [];
  }
}

/** How many columns make a grid of so many images fill a place of these proportions (width / height) best. */
export function columnsFor(count: number, { width, height }: Pick<Pixels, 'width' | 'height'>, proportions: number): number {
  const candidates = Array.from({ length: count }, (_, i) => i + 1);
  const scale = (columns: number): number => Math.min(proportions / (columns * width), 1 / (Math.ceil(count / columns) * height));
  return candidates.reduce((best, columns) => (scale(columns) > scale(best) ? columns : best), 1);
}

/** Images of one size in a grid with gaps, every pixel `scale` pixels wide and high. */
export function inGrid(images: readonly Pixels[], columns: number, scale: number, gap: number): Pixels {
  const first = images[0] ?? blank(1, 1);
  const [width, height] = [first.width * scale, first.height * scale];
  const rows = Math.ceil(images.length / columns);
  const grid = blank(columns * (width + gap) - gap, Math.max(1, rows) * (height + gap) - gap);
  const target = new Uint32Array(grid.data.buffer);
  images.forEach((image, i) => {
    const source = new Uint32Array(image.data.buffer);
    const [left, top] = [(i % columns) * (width + gap), Math.floor(i / columns) * (height + gap)];
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const from = Math.floor(y / scale) * first.width + Math.floor(x / scale);
        target[(top + y) * grid.width + left + x] = source[from] ?? 0;
      }
    }
  });
  return grid;
}
