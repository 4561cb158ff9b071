import { formatOf, storedWidth } from '../tasks/formats/format-of.ts';
import type { TargetFormat, TaskKind } from '../tasks/types.ts';
import { invariant } from '../util/assert-never.ts';

type Labels = Float32Array | Int32Array;

/**
 * A target's labels as its data set stores them → as the task kind's program reads them: another number type where needed, and a
 * class as a one-hot row where the kind wants one number per class.
 */
export function convertLabels(target: TargetFormat, stored: Labels, storage: ReturnType<TaskKind['targetStorage']>): Labels {
  const width = storage.shape.reduce((product, axis) => product * axis, 1);
  const from = storedWidth(target);
  if (width === from) return storage.dtype === 'i32' ? Int32Array.from(stored) : Float32Array.from(stored);
  const rows = formatOf(target).spread?.(target, stored, width);
  invariant(rows, `no conversion of ${target.format} to width ${width}`);
  return storage.dtype === 'i32' ? Int32Array.from(rows) : rows;
}
