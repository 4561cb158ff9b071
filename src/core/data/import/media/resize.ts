import { at } from '../../../util/assert-never.ts';

/** RGBA, as a browser decodes it: [height, width, 4] */
export interface DecodedImage {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray | Uint8Array;
}

/** For each of `side` places: the first pixel that it covers, and how much it covers of that and each of the next. */
function coverage(extent: number, side: number): readonly { readonly first: number; readonly shares: readonly number[] }[] {
  const step = extent / side;
  return Array.from({ length: side }, (_, i) => {
    const [from, to] = [i * step, Math.min(extent, (i + 1) * step)];
    const first = Math.min(extent - 1, Math.floor(from));
    const last = Math.max(first, Math.min(extent - 1, Math.ceil(to) - 1));
    const shares = Array.from({ length: last - first + 1 }, (_one, k) => {
      const pixel = first + k;
      return Math.max(0, Math.min(to, pixel + 1) - Math.max(from, pixel)) / (to - from);
    });
    return { first, shares };
  });
}

/**
 * An image as [side, side, 3] bytes: every pixel is the mean of the area that it covers, on white where the image lets light through. Written out here so that no
 * browser's own scaling decides what a network sees.
 */
export function resized({ width, height, data }: DecodedImage, side: number): Uint8Array<ArrayBuffer> {
  const [across, down] = [coverage(width, side), coverage(height, side)];
  const pixels = new Uint8Array(side * side * 3);
  const row = new Float64Array(side * 3);
  down.forEach(({ first: top, shares: vertical }, y) => {
    row.fill(0);
    vertical.forEach((tall, dy) => {
      const line = (top + dy) * width;
      across.forEach(({ first: left, shares: horizontal }, x) => {
        let [red, green, blue] = [0, 0, 0];
        for (let dx = 0; dx < horizontal.length; dx++) {
          const place = 4 * (line + left + dx);
          const share = at(horizontal, dx);
          const opaque = at(data, place + 3) / 255;
          const ground = 255 * (1 - opaque);
          red += share * (ground + opaque * at(data, place));
          green += share * (ground + opaque * at(data, place + 1));
          blue += share * (ground + opaque * at(data, place + 2));
        }
        row[3 * x] = at(row, 3 * x) + tall * red;
        row[3 * x + 1] = at(row, 3 * x + 1) + tall * green;
        row[3 * x + 2] = at(row, 3 * x + 2) + tall * blue;
      });
    });
    for (let i = 0; i < row.length; i++) pixels[y * side * 3 + i] = Math.round(at(row, i));
  });
  return pixels;
}

/** Whether every pixel of [.., 3] bytes is a grey. */
export function isGrey(pixels: Uint8Array): boolean {
  for (let i = 0; i < pixels.length; i += 3) if (pixels[i] !== pixels[i + 1] || pixels[i] !== pixels[i + 2]) return false;
  return true;
}

/** [.., 3] bytes as their lightness, [..] bytes (ITU-R BT.601). */
export const greyOf = (pixels: Uint8Array): Uint8Array<ArrayBuffer> =>
  Uint8Array.from({ length: pixels.length / 3 }, (_, i) =>
    Math.round(0.299 * at(pixels, 3 * i) + 0.587 * at(pixels, 3 * i + 1) + 0.114 * at(pixels, 3 * i + 2)),
  );
