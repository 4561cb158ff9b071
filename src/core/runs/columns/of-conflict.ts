import { cosinesOf, magnitudesOf, normsOf, pairsOf, stepCosines } from '../../balancing/diagnosis/similarity.ts';
import { at } from '../../util/assert-never.ts';
import { type ConflictReport, gramianIn } from '../conflict.ts';
import { blockOf, type RecordedSteps } from './blocks.ts';
import { cosine } from './cosine.ts';
import { effective } from './effective.ts';
import { gradientNorm } from './gradient-norm.ts';
import { magnitude } from './magnitude.ts';
import { nodeCosine } from './node-cosine.ts';
import { onlyAt } from './only-at.ts';
import { stepCosine } from './step-cosine.ts';
import { type ColumnBlock, pairKey } from './types.ts';
import { weight } from './weight.ts';

/** The lowest of some numbers; NaN where there is none. */
const lowest = (values: readonly number[]): number => {
  const known = values.filter(Number.isFinite);
  return known.length > 0 ? Math.min(...known) : Number.NaN;
};

/**
 * What a report says of the step with this index among some that were recorded, as columns of all of them. `follows`: whether the step is the sum
 * of the task gradients by the recorded weights.
 */
export function conflictColumns(report: ConflictReport, steps: RecordedSteps, index: number, follows: boolean): ColumnBlock[] {
  const { tasks, nodes } = report;
  const { length: count } = tasks;
  const pairs = pairsOf(count);
  const gramian = gramianIn(report, null);
  const ofPairs = (matrix: ArrayLike<number>): number[] => pairs.map(([i, j]) => at(matrix, i * count + j));
  const column = (id: string, keys: readonly string[], numbers: ArrayLike<number>): ColumnBlock =>
    onlyAt(id, keys, numbers, steps, index);
  const pairKeys = pairs.map(([i, j]) => pairKey(at(tasks, i), at(tasks, j)));
  const acted = blockOf(steps.columns, effective.id) ?? blockOf(steps.columns, weight.id);
  const weights = acted?.values.slice(index * count, (index + 1) * count) ?? [];
  return [
    column(gradientNorm.id, tasks, normsOf(gramian, count)),
    column(cosine.id, pairKeys, ofPairs(cosinesOf(gramian, count))),
    column(magnitude.id, pairKeys, ofPairs(magnitudesOf(gramian, count))),
    column(
      stepCosine.id,
      tasks,
      follows && weights.length === count ? stepCosines(gramian, weights) : tasks.map(() => Number.NaN),
    ),
    column(
      nodeCosine.id,
      nodes,
      nodes.map((node) => lowest(ofPairs(cosinesOf(gramianIn(report, node), count)))),
    ),
  ];
}
