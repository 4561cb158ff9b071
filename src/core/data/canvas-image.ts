/** Grey values [height, width], row-major. */
export interface Grey {
  readonly height: number;
  readonly width: number;
  readonly values: Float32Array;
}

export const blank = (height: number, width: number): Grey => ({ height, width, values: new Float32Array(height * width) });

/** Draws `image` with its corner at (top, left), the larger value winning where they overlap; what lies outside is cut off. */
export function pasteMaximum(onto: Grey, image: Grey, top: number, left: number): void {
  for (let y = Math.max(0, -top); y < image.height && y + top < onto.height; y++) {
    for (let x = Math.max(0, -left); x < image.width && x + left < onto.width; x++) {
      const index = (y + top) * onto.width + x + left;
      onto.values[index] = Math.max(onto.values[index] ?? 0, image.values[y * image.width + x] ?? 0);
    }
  }
}

/** The part of an image, which must lie inside. */
export function crop(image: Grey, top: number, left: number, height: number, width: number): Grey {
  const part = blank(height, width);
  for (let y = 0; y < height; y++) {
    const start = (top + y) * image.width + left;
    part.values.set(image.values.subarray(start, start + width), y * width);
  }
  return part;
}

/** Bilinear, with pixel centres at half-integers, as most libraries do it. */
export function resized(image: Grey, height: number, width: number): Grey {
  const result = blank(height, width);
  const get = (row: number, column: number): number => image.values[row * image.width + column] ?? 0;
  const place = (i: number, from: number, to: number): number => Math.min(Math.max(((i + 0.5) * from) / to - 0.5, 0), from - 1);
  for (let y = 0; y < height; y++) {
    const sy = place(y, image.height, height);
    const [y0, fy] = [Math.floor(sy), sy % 1];
    const y1 = Math.min(y0 + 1, image.height - 1);
    for (let x = 0; x < width; x++) {
      const sx = place(x, image.width, width);
      const [x0, fx] = [Math.floor(sx), sx % 1];
      const x1 = Math.min(x0 + 1, image.width - 1);
      const above = get(y0, x0) * (1 - fx) + get(y0, x1) * fx;
      const below = get(y1, x0) * (1 - fx) + get(y1, x1) * fx;
      result.values[y * width + x] = above * (1 - fy) + below * fy;
    }
  }
  return result;
}

/** The smallest box that holds every value above `threshold`, ends excluded; null for an empty image. */
export function inkBox(
  image: Grey,
  threshold: number,
): { readonly top: number; readonly bottom: number; readonly left: number; readonly right: number } | null {
  let [top, bottom, left, right] = [image.height, 0, image.width, 0];
  image.values.forEach((value, index) => {
    if (value <= threshold) return;
    const [y, x] = [Math.floor(index / image.width), index % image.width];
    [top, bottom, left, right] = [Math.min(top, y), Math.max(bottom, y + 1), Math.min(left, x), Math.max(right, x + 1)];
  });
  return bottom > top ? { top, bottom, left, right } : null;
}
