import type { FurtherBatch, TrainingProgram } from '../../core/program/types.ts';
import { at } from '../../core/util/assert-never.ts';
import { permutation, randomStream } from '../../core/util/random.ts';
import type { PreparedRun } from './prepare.ts';

/** Which samples each step trains on: a function of the seed and the step alone. */
export interface Batches {
  readonly stepsPerEpoch: number;
  /** Writes the rows of a step (counted from 0) to `out[offset …]`. */
  fill(step: number, out: Int32Array, offset: number): void;
}

/**
 * Every epoch is a new permutation of the training rows from its own sub-stream of the seed, cut into batches. The rows that are left
 * over when the batch size does not divide the data are dropped for that epoch (programs have a fixed batch size; another permutation
 * leaves out others in the next epoch). Any step can be asked for, in any order: blocks of any size, resumed and repeated runs give
 * the same batches.
 */
export function createBatches(trainingRows: Int32Array, batchSize: number, seed: number): Batches {
  const stepsPerEpoch = Math.floor(trainingRows.length / batchSize);
  let orderedEpoch = -1;
  let order: Int32Array = new Int32Array(0);
  return {
    stepsPerEpoch,
    fill(step, out, offset) {
      const epoch = Math.floor(step / stepsPerEpoch);
      if (epoch !== orderedEpoch) {
        order = permutation(trainingRows.length, randomStream(seed, 'shuffle', epoch));
        orderedEpoch = epoch;
      }
      const begin = (step - epoch * stepsPerEpoch) * batchSize;
      for (let i = 0; i < batchSize; i++) out[offset + i] = trainingRows[order[begin + i] ?? 0] ?? 0;
    },
  };
}

/** Writes a batch of a step, counted from 0, to `out[offset …]`. */
type Fill = Batches['fill'];

/** Permutations of rows, one after the other without end, cut into batches: also of fewer rows than a batch has. */
function endless(rows: Int32Array, batchSize: number, seed: number, stream: string): Fill {
  const { length: count } = rows;
  const orders = new Map<number, Int32Array>();
  const orderOf = (round: number): Int32Array => {
    const order = orders.get(round) ?? permutation(count, randomStream(seed, stream, round));
    // A batch reaches into two rounds, where there are more rows than it has.
    if (orders.size > 2 * Math.ceil(batchSize / count)) orders.clear();
    orders.set(round, order);
    return order;
  };
  return (step, out, offset) => {
    for (let i = 0; i < batchSize; i++) {
      const place = step * batchSize + i;
      out[offset + i] = at(rows, at(orderOf(Math.floor(place / count)), place % count));
    }
  };
}

/** The batches of a run: behind each step's own those that its program reads beside it. */
export function batchesOf({
  split,
  program,
  project: { seed },
}: Pick<PreparedRun, 'split' | 'project'> & {
  readonly program: Pick<TrainingProgram, 'batchSize' | 'furtherBatches'>;
}): Batches {
  const { batchSize, furtherBatches = [] } = program;
  const own = createBatches(split.train, batchSize, seed);
  const fillOf = (kind: FurtherBatch, i: number): Fill => {
    if (kind === 'validation') return endless(split.validation, batchSize, seed, 'validation batches');
    if (kind === 'training') return endless(split.train, batchSize, seed, `further batches ${i}`);
    const before = createBatches(split.train, batchSize, seed);
    return (step, out, offset) => before.fill(Math.max(0, step - 1), out, offset);
  };
  const fills = [own.fill, ...furtherBatches.map(fillOf)];
  return {
    stepsPerEpoch: own.stepsPerEpoch,
    fill(step, out, offset) {
      for (const [i, fill] of fills.entries()) fill(step, out, offset + i * batchSize);
    },
  };
}
