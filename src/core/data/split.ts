import { splitSizes } from '../project/split-sizes.ts';
import { permutation, randomStream } from '../util/random.ts';
import type { Dataset, Split } from './types.ts';

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

/** The parts of a document's data: those that the data set gives its rows, in a seeded random order, or drawn as the document says. */
export function splitOf(
  { signature, parts }: Pick<Dataset, 'signature' | 'parts'>,
  fractions: { readonly train: number; readonly validation: number },
  seed: number,
): Split {
  if (!parts) return splitRows(signature.count, fractions, seed);
  const order = permutation(signature.count, randomStream(seed, 'data', 'split'));
  const of = (part: number): Int32Array => order.filter((row) => parts[row] === part);
  return { train: of(0), validation: of(1), test: of(2) };
}
