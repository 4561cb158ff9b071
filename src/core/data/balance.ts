import { formatOf } from '../tasks/formats/format-of.ts';
import type { TargetInfo } from '../tasks/types.ts';
import { at } from '../util/assert-never.ts';
import type { TaskLabels } from './labels.ts';
import type { Split } from './types.ts';

/** Balanced class weights of a target from a task's labels on the training rows, as its format orders them; none where it has no classes. */
export function balancedWeights(
  target: TargetInfo,
  { train }: Pick<Split, 'train'>,
  { targets, mask }: TaskLabels,
): Float32Array {
  const rows = [...train].filter((row) => mask[row] === 1);
  const width = targets.length / mask.length;
  const labels = rows.flatMap((row) => Array.from({ length: width }, (_, i) => at(targets, row * width + i)));
  return Float32Array.from(formatOf(target).balance?.(target, labels) ?? []);
}
