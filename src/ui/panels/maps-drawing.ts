import { at } from '../../core/util/assert-never.ts';
import type { MapsDrawing } from '../common/paper/forms/maps.ts';
import { planeToPixel } from '../common/plane/plane.ts';
import { type PlanePoints, rangeOf } from '../common/plane/plane-map.tsx';
import type { TaskIdentity } from '../common/task-identity.ts';

/** What a task answers over the plane, as its map has it. */
export interface ShownMap extends TaskIdentity {
  readonly name: string;
  readonly field: Float32Array | null;
  readonly points: PlanePoints | null;
  /** Its values are numbers of any size, not probabilities. */
  readonly continuous: boolean;
}

function shares(values: ArrayLike<number>, continuous: boolean): readonly number[] {
  const [low, high] = continuous ? rangeOf(values) : [0, 1];
  return Array.from(values, (value) => (value - low) / (high - low));
}

/** The maps of all tasks, as they are drawn on paper. */
export const mapsDrawing = (maps: readonly ShownMap[], cells: number): Omit<MapsDrawing, 'title'> => ({
  form: 'maps',
  maps: maps.map(({ name, symbol, color, field, points, continuous }) => {
    const labels = points ? shares(points.truth, continuous) : [];
    const all = Array.from({ length: points?.count ?? 0 }, (_, i) => i);
    return {
      name,
      symbol,
      color,
      cells,
      field: field && shares(field, continuous),
      points: points
        ? all
            .filter((i) => at(points.labelled, i) === 1)
            .map((i) => ({
              x: planeToPixel(at(points.places, 2 * i), 1, false),
              y: planeToPixel(at(points.places, 2 * i + 1), 1, true),
              share: labels[i] ?? 0,
            }))
        : [],
    };
  }),
});
