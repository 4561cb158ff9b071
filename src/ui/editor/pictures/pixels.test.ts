import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Picture } from '../../../core/runs/protocol.ts';
import { at } from '../../../core/util/assert-never.ts';
import { columnsFor, imagesOf, inGrid, inks, type Pixels } from './pixels.ts';

const picture = (kind: Picture['kind'], shape: readonly number[], ...values: number[]): Picture => ({
  kind,
  shape,
  values: Float32Array.from(values),
  total: 1,
});
const pixel = ({ data }: Pixels, i: number): number[] => [...data.subarray(4 * i, 4 * i + 4)];

describe('the images of a picture', () => {
  it('of filters are blue below zero and vermilion above, on one scale for all of them', () => {
    const [one, two, ...others] = imagesOf(picture('filters', [2, 1, 2, 1], -1, 0, 0.5, 0.25), inks.light);
    expect(others).toEqual([]);
    expect([pixel(at([one], 0) ?? at([], 0), 0), pixel(at([one], 0) ?? at([], 0), 1)]).toEqual([
      [163, 80, 240, 255],
      [79, 153, 27, 0],
    ]);
    expect(two && [pixel(two, 0)[3], pixel(two, 1)[3]]).toEqual([128, 64]);
  });

  it('of filters over colours are those colours, from the smallest number to the largest of each', () => {
    const [image] = imagesOf(picture('filters', [1, 1, 2, 3], -1, 0, 1, 1, 1, -1), inks.light);
    expect(image && [pixel(image, 0), pixel(image, 1)]).toEqual([
      [0, 128, 255, 255],
      [255, 255, 0, 255],
    ]);
  });

  it('of weights that are all zero are clear, and of a colour filter grey', () => {
    const [image] = imagesOf(picture('filters', [1, 1, 1, 1], 0), inks.light);
    expect(image && pixel(image, 0)[3]).toBe(0);
    const [grey] = imagesOf(picture('filters', [1, 1, 1, 3], 2, 2, 2), inks.light);
    expect(grey && pixel(grey, 0)).toEqual([128, 128, 128, 255]);
  });

  it('of attention are one per head, each as opaque as its own largest share', () => {
    const images = imagesOf(picture('attention', [2, 1, 2], 0.5, 0.5, 0.2, 0.1), inks.light);
    expect(images.map((image) => [pixel(image, 0)[3], pixel(image, 1)[3]])).toEqual([
      [255, 255],
      [255, 128],
    ]);
  });

  it('of positions are bars, of a mask how open it is', () => {
    const [bars] = imagesOf(picture('positions', [2], 0.5, 0.25), inks.light);
    expect(bars && [bars.width, bars.height, pixel(bars, 0)[3], pixel(bars, 3)[3], pixel(bars, 3 + 6 * 39)[3]]).toEqual([
      6, 40, 255, 24, 255,
    ]);
    const [mask] = imagesOf(picture('mask', [1, 2], 0.5, 1), inks.light);
    expect(mask && [pixel(mask, 0)[3], pixel(mask, 1)[3]]).toEqual([128, 255]);
  });
});

/** Relative luminance of WCAG 2.2, of red, green and blue in 0 … 255. */
const luminance = (rgb: readonly number[]): number =>
  rgb
    .map((value) => value / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4))
    .reduce((sum, value, i) => sum + value * at([0.2126, 0.7152, 0.0722], i), 0);

const contrast = (a: readonly number[], b: readonly number[]): number => {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return ((high ?? 0) + 0.05) / ((low ?? 0) + 0.05);
};

/** The grounds that pictures are drawn on: of a card, and of the inspector; by theme, as the style sheet has them. */
function grounds(scheme: 'light' | 'dark'): readonly (readonly number[])[] {
  const css = readFileSync(new URL('../canvas.css', import.meta.url), 'utf8');
  const block = at(css.split('[data-mantine-color-scheme="dark"] {'), scheme === 'light' ? 0 : 1);
  return ['card', 'card-quiet', 'surface'].map((name) => {
    const [, hex = ''] = new RegExp(`--ed-${name}: #([0-9a-f]{6});`).exec(block) ?? [];
    expect(hex, `${name} in ${scheme}`).not.toBe('');
    return [0, 2, 4].map((i) => Number.parseInt(hex.slice(i, i + 2), 16));
  });
}

describe.each(['light', 'dark'] as const)('the inks of pictures in the %s theme', (scheme) => {
  it('stand out from every ground that they are drawn on, 3 : 1 or more', () => {
    for (const ground of grounds(scheme)) {
      const { below, above, share } = inks[scheme];
      for (const [name, ink] of Object.entries({ below, above, share })) {
        expect(contrast(ink, ground), `${name} on ${ground}`).toBeGreaterThanOrEqual(3);
      }
    }
  });

  it('are what the largest numbers are drawn with', () => {
    const [filter] = imagesOf(picture('filters', [1, 1, 2, 1], -1, 1), inks[scheme]);
    expect(filter && [pixel(filter, 0), pixel(filter, 1)]).toEqual([
      [...inks[scheme].below, 255],
      [...inks[scheme].above, 255],
    ]);
  });
});

describe('a grid of images', () => {
  it('enlarges every pixel, leaves gaps clear, and ends where the images end', () => {
    const dots = [1, 2, 3].map((n) => ({ width: 1, height: 1, data: Uint8ClampedArray.of(n, n, n, 255) }));
    const grid = inGrid(dots, 2, 2, 1);
    expect([grid.width, grid.height]).toEqual([5, 5]);
    const reds = Array.from({ length: 25 }, (_, i) => pixel(grid, i)[0]);
    expect(reds).toEqual([1, 1, 0, 2, 2, 1, 1, 0, 2, 2, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 3, 3, 0, 0, 0]);
  });

  it('has as many columns as fill its place best', () => {
    const square = { width: 28, height: 28 };
    expect(columnsFor(8, square, 2)).toBe(4);
    expect(columnsFor(16, square, 2)).toBe(6);
    expect(columnsFor(4, square, 4)).toBe(4);
    expect(columnsFor(1, square, 2)).toBe(1);
  });
});
