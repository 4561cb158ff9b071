import type { Project, Task } from '../project/schema.ts';
import { inputItself, saysSomething, storedWidth } from '../tasks/formats/format-of.ts';
import { taskKinds } from '../tasks/registry.ts';
import type { TargetInfo } from '../tasks/types.ts';
import { at, invariant } from '../util/assert-never.ts';
import { ownValue } from '../util/own-value.ts';
import { permutation, randomStream } from '../util/random.ts';
import { convertLabels } from './convert.ts';
import type { Dataset, Split } from './types.ts';

/** The labels of one task for all samples of the data set. */
export interface TaskLabels {
  /** As the task kind's `targetStorage` says, [count, ...]; the data set's own array where an input is to be reconstructed as it is. */
  readonly targets: Float32Array | Int32Array;
  /** f32 [count]: 1 where the sample has a label for this task. */
  readonly mask: Float32Array;
}

/** The labels as the data set stores them, [count, ...]; those of an `input` target are the input. */
function storedLabels({ inputs, targets }: Dataset, target: TargetInfo): Float32Array | Int32Array | undefined {
  const input = inputItself(target);
  return input === null ? ownValue(targets, target.id) : ownValue(inputs, input);
}

/** [count]: 1 where the data set does not know the target of that sample. */
export function missingRows(dataset: Dataset, target: TargetInfo): Uint8Array {
  const stored = storedLabels(dataset, target);
  const width = storedWidth(target);
  return Uint8Array.from({ length: dataset.signature.count }, (_, row) =>
    stored && saysSomething(target, stored.subarray(row * width, (row + 1) * width)) ? 0 : 1,
  );
}

/**
 * A task's labels with what the document takes from them, on the training rows only, each exact to one sample:
 * `labelsKept` of the labels stay (the others are masked out), and `labelNoise` of those that stay are replaced by the label of a
 * training sample drawn at random, whatever the format is; so the balance of classes stays the same, and 1 leaves no information.
 * Each choice is a stream of the task's own: keeping more labels keeps all that were kept before. What the data set does not know
 * (see `saysSomething`) counts as no label, in every part: shares are shares of what is known.
 */
export function taskLabels(project: Project, task: Task, dataset: Dataset, split: Split): TaskLabels {
  const target = dataset.signature.targets.find(({ id }) => id === task.target);
  const clean = target && storedLabels(dataset, target);
  invariant(target !== undefined && clean !== undefined, `the data set has no target ${task.target}`);
  const { count } = dataset.signature;
  const width = storedWidth(target);
  const rowOf = (row: number): Float32Array | Int32Array => clean.subarray(row * width, (row + 1) * width);
  const missing = missingRows(dataset, target);
  const mask = Float32Array.from(missing, (it) => 1 - it);
  const labelled = split.train.filter((row) => mask[row] === 1);
  const order = permutation(split.train.length, randomStream(project.seed, 'labels', task.id, 'kept'));
  const rows = order.map((index) => at(split.train, index)).filter((row) => mask[row] === 1);
  const keptCount = Math.round(task.labelsKept * rows.length);
  for (const row of rows.subarray(keptCount)) mask[row] = 0;

  if (inputItself(target) !== null && task.labelNoise === 0) return { targets: clean, mask };
  const stored = clean.slice();
  const noise = randomStream(project.seed, 'labels', task.id, 'noise');
  const replaced = permutation(keptCount, noise).subarray(0, Math.round(task.labelNoise * keptCount));
  for (const index of replaced) stored.set(rowOf(at(labelled, noise.int(labelled.length))), at(rows, index) * width);
  // Whatever stands for a missing label must not reach the program: NaN times a mask of 0 is NaN.
  for (let row = 0; row < count; row++) {
    if (missing[row] === 1) stored.fill(0, row * width, (row + 1) * width);
  }
  return { targets: convertLabels(target, stored, taskKinds[task.kind].targetStorage(target)), mask };
}
