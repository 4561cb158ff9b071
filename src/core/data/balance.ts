import type { Task } from '../project/schema.ts';
import { taskKinds } from '../tasks/registry.ts';
import type { TargetInfo } from '../tasks/types.ts';
import { at } from '../util/assert-never.ts';
import type { TaskLabels } from './labels.ts';
import type { Split } from './types.ts';

/** Balanced class weights of a task from its labels on the training rows, as its kind orders them; none where its kind has no classes. */
export function balancedWeights(
  task: Task,
  target: TargetInfo,
  { train }: Pick<Split, 'train'>,
  { targets, mask }: TaskLabels,
): Float32Array {
  const rows = [...train].filter((row) => mask[row] === 1);
  const width = targets.length / mask.length;
  const labels = rows.flatMap((row) => Array.from({ length: width }, (_, i) => at(targets, row * width + i)));
  return Float32Array.from(taskKinds[task.kind].balance?.(target, labels) ?? []);
}
