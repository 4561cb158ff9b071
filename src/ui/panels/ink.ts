import { at } from '../../core/util/assert-never.ts';

/** How the digits of MNIST were made: the ink fits into a box of 20 × 20 and its centre of mass stands in the middle of 28 × 28. */
const box = 20;
const side = 28;

/** A drawing: `size` × `size` ink values in 0 … 1, row-major. */
export class Ink {
  readonly values: Float32Array;

  constructor(readonly size: number) {
    this.values = new Float32Array(size * size);
  }

  /** A round dab with a soft edge; coordinates and radius in cells. */
  dab(x: number, y: number, radius: number): void {
    const reach = Math.ceil(radius + 1);
    for (let row = Math.max(0, Math.floor(y) - reach); row <= Math.min(this.size - 1, Math.floor(y) + reach); row++) {
      for (let column = Math.max(0, Math.floor(x) - reach); column <= Math.min(this.size - 1, Math.floor(x) + reach); column++) {
        const distance = Math.hypot(column + 0.5 - x, row + 0.5 - y);
        const ink = Math.min(1, Math.max(0, radius + 0.5 - distance));
        const cell = row * this.size + column;
        this.values[cell] = Math.max(at(this.values, cell), ink);
      }
    }
  }

  /** Dabs along the way, close enough to be a line. */
  stroke(from: readonly [number, number], to: readonly [number, number], radius: number): void {
    const steps = Math.max(1, Math.ceil(Math.hypot(to[0] - from[0], to[1] - from[1]) / (radius / 2)));
    for (let i = 0; i <= steps; i++) {
      const share = i / steps;
      this.dab(from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share, radius);
    }
  }

  /** A digit [28, 28, 1] in place of what is drawn. */
  show(digit: Float32Array): void {
    const cell = this.size / side;
    for (let i = 0; i < this.values.length; i++) {
      const [row, column] = [Math.floor(Math.floor(i / this.size) / cell), Math.floor((i % this.size) / cell)];
      this.values[i] = digit[row * side + column] ?? 0;
    }
  }

  clear(): void {
    this.values.fill(0);
  }
}

interface Extent {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

function inkExtent({ values, size }: Ink): Extent | null {
  let [left, top, right, bottom] = [size, size, -1, -1];
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      if (at(values, row * size + column) < 0.05) continue;
      left = Math.min(left, column);
      right = Math.max(right, column);
      top = Math.min(top, row);
      bottom = Math.max(bottom, row);
    }
  }
  return right < 0 ? null : { left, top, width: right - left + 1, height: bottom - top + 1 };
}

/** The mean ink of a rectangle of the drawing, whose borders may lie within cells. */
function areaMean({ values, size }: Ink, left: number, top: number, extent: number): number {
  let [sum, area] = [0, 0];
  for (let row = Math.floor(top); row < top + extent; row++) {
    for (let column = Math.floor(left); column < left + extent; column++) {
      const height = Math.min(row + 1, top + extent) - Math.max(row, top);
      const width = Math.min(column + 1, left + extent) - Math.max(column, left);
      area += height * width;
      if (row >= 0 && row < size && column >= 0 && column < size) sum += height * width * at(values, row * size + column);
    }
  }
  return area > 0 ? sum / area : 0;
}

/**
 * A drawing as a network that learned MNIST expects it, [28, 28, 1]: scaled so that its longer side is 20 pixels, its centre of mass in
 * the middle. An empty drawing stays empty.
 */
export function asDigit(ink: Ink): Float32Array {
  const digit = new Float32Array(side * side);
  const extent = inkExtent(ink);
  if (!extent) return digit;
  const cell = Math.max(extent.width, extent.height) / box;
  const centre = { x: extent.left + extent.width / 2, y: extent.top + extent.height / 2 };
  const sample = (shiftX: number, shiftY: number): void => {
    for (let row = 0; row < side; row++) {
      for (let column = 0; column < side; column++) {
        const left = centre.x + (column - side / 2 + shiftX) * cell;
        const top = centre.y + (row - side / 2 + shiftY) * cell;
        digit[row * side + column] = areaMean(ink, left, top, cell);
      }
    }
  };
  sample(0, 0);
  const mass = digit.reduce((sum, value) => sum + value, 0);
  if (mass === 0) return digit;
  const mean = (coordinate: (i: number) => number): number =>
    digit.reduce((sum, value, i) => sum + value * (coordinate(i) + 0.5), 0) / mass;
  sample(Math.round(mean((i) => i % side) - side / 2), Math.round(mean((i) => Math.floor(i / side)) - side / 2));
  return digit;
}
