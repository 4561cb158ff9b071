import { permutation, randomStream } from '../../core/util/random.ts';

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
