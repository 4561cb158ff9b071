import type { Task } from '../project/schema.ts';
import { taskKinds } from '../tasks/registry.ts';
import { at, invariant } from '../util/assert-never.ts';
import type { TaskLabels } from './labels.ts';
import type { Dataset, Split } from './types.ts';

/** Balanced class weights of a task from its labels on the training rows; null where its kind has no classes, or none is labelled. */
export function balancedWeights(
  task: Task,
  { signature }: Pick<Dataset, 'signature'>,
  { train }: Pick<Split, 'train'>,
  { targets, mask }: TaskLabels,
): readonly number[] | null {
  const target = signature.targets.find(({ id }) => id === task.target);
  invariant(target, `the data set has the target ${task.target}`);
  const rows = [...train].filter((row) => mask[row] === 1);
  if (rows.length === 0) return null;
  const width = targets.length / signature.count;
  const labels = rows.flatMap((row) => Array.from({ length: width }, (_, i) => at(targets, row * width + i)));
  return taskKinds[task.kind].balance?.(target, labels) ?? null;
}
