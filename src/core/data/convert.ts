import { storedWidth } from '../tasks/formats.ts';
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
  invariant(target.format === 'class' && width === target.classes.length, `no conversion of ${target.format} to width ${width}`);
  const rows = new Float32Array(stored.length * width);
  for (const [row, label] of stored.entries()) rows[row * width + label] = 1;
  return storage.dtype === 'i32' ? Int32Array.from(rows) : rows;
}
