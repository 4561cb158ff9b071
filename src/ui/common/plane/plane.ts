/** The part of the plane that maps show, and how it becomes pixels. */
export const extent = 1.3;

export const planeToPixel = (value: number, size: number, flip: boolean): number =>
  ((flip ? extent - value : value + extent) / (2 * extent)) * size;

/** The cell centres of a grid over the plane, row by row from the top: [cells · cells, 2]. */
export function gridPoints(cells: number): Float32Array {
  const points = new Float32Array(cells * cells * 2);
  for (let row = 0; row < cells; row++) {
    for (let column = 0; column < cells; column++) {
      const at = (row * cells + column) * 2;
      points[at] = -extent + ((column + 0.5) / cells) * 2 * extent;
      points[at + 1] = extent - ((row + 0.5) / cells) * 2 * extent;
    }
  }
  return points;
}

/** `rgb(r, g, b)` as browsers compute it, as three numbers. */
export function parseRgb(color: string): [number, number, number] {
  const [r = 0, g = 0, b = 0] = (color.match(/[\d.]+/g) ?? []).map(Number);
  return [r, g, b];
}
