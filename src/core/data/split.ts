import { splitSizes } from '../project/split-sizes.ts';
import { permutation, randomStream } from '../util/random.ts';
import type { Split } from './types.ts';

/** A seeded random split of the rows 0 … count−1 into three disjoint parts; what `fractions` leave over is the test part. */
export function splitRows(
  count: number,
  fractions: { readonly train: number; readonly validation: number },
  seed: number,
): Split {
  const order = permutation(count, randomStream(seed, 'data', 'split'));
  const { train, validation } = splitSizes(count, fractions);
  return {
    train: order.slice(0, train),
    validation: order.slice(train, train + validation),
    test: order.slice(train + validation),
  };
}
