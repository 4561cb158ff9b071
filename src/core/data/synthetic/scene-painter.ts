import type { Random } from '../../util/random.ts';

/** A colour image [side, side, 3], 0 … 1, being painted. Places are fractions of the side, so that a scene looks alike at every size. */
export interface Scene {
  readonly side: number;
  readonly pixels: Float32Array;
}

export interface Placement {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  /** Radians, clockwise. */
  readonly turn: number;
}

type Colour = readonly [red: number, green: number, blue: number];

/** Two greyish colours that blend along a random direction. */
export function paintBackground({ side, pixels }: Scene, random: Random): void {
  const colour = (): number[] => {
    const grey = 0.25 + 0.3 * random.next();
    return [0, 1, 2].map(() => grey + 0.1 * (random.next() - 0.5));
  };
  const [[red = 0, green = 0, blue = 0], [toRed = 0, toGreen = 0, toBlue = 0]] = [colour(), colour()];
  const angle = 2 * Math.PI * random.next();
  const [dx, dy] = [Math.cos(angle), Math.sin(angle)];
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const along = 0.5 + 0.7 * (((x + 0.5) / side - 0.5) * dx + ((y + 0.5) / side - 0.5) * dy);
      const index = 3 * (y * side + x);
      pixels[index] = red * (1 - along) + toRed * along;
      pixels[index + 1] = green * (1 - along) + toGreen * along;
      pixels[index + 2] = blue * (1 - along) + toBlue * along;
    }
  }
}

/** Sub-pixels along each axis of a pixel: edges are smooth, and small images keep what is smaller than a pixel. */
const fineness = 3;

/**
 * Paints a shape with smooth edges.
 * @returns centre x, centre y, width and height of what it covers, as fractions of the side.
 */
export function paintShape(
  { side, pixels }: Scene,
  inside: (x: number, y: number) => boolean,
  { x, y, radius, turn }: Placement,
  colour: Colour,
): [number, number, number, number] {
  const [sin, cos] = [Math.sin(turn), Math.cos(turn)];
  const first = (middle: number): number => Math.max(0, Math.floor((middle - radius) * side));
  const last = (middle: number): number => Math.min(side - 1, Math.ceil((middle + radius) * side));
  let [left, right, top, bottom] = [x, x, y, y];
  for (let row = first(y); row <= last(y); row++) {
    for (let column = first(x); column <= last(x); column++) {
      let covered = 0;
      for (let s = 0; s < fineness * fineness; s++) {
        const px = (column + ((s % fineness) + 0.5) / fineness) / side;
        const py = (row + (Math.floor(s / fineness) + 0.5) / fineness) / side;
        const u = (px - x) / radius;
        const v = (py - y) / radius;
        if (!inside(cos * u + sin * v, cos * v - sin * u)) continue;
        covered += 1;
        left = Math.min(left, px);
        right = Math.max(right, px);
        top = Math.min(top, py);
        bottom = Math.max(bottom, py);
      }
      if (covered === 0) continue;
      const share = covered / (fineness * fineness);
      for (let c = 0; c < 3; c++) {
        const index = 3 * (row * side + column) + c;
        pixels[index] = (pixels[index] ?? 0) * (1 - share) + (colour[c] ?? 0) * share;
      }
    }
  }
  return [(left + right) / 2, (top + bottom) / 2, right - left, bottom - top];
}
