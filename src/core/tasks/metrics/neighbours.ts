import { at } from '../../util/assert-never.ts';
import type { Sliced } from '../../util/sliced.ts';
import type { TargetFormat } from '../formats/registry.ts';
import type { LabelledOutputs } from './labelled.ts';
import { judgedRows, ratio } from './rows.ts';

/** So many products a judgement may cost; beyond it fewer queries are asked, evenly spaced. */
const mostProducts = 1e8;

export interface Neighbour {
  readonly row: number;
  /** Cosine of the angle between the two embeddings. */
  readonly similarity: number;
}

/** a·b of two rows of [count, width]. */
function product(rows: Float32Array, width: number, a: number, b: number): number {
  const apart = (b - a) * width;
  let sum = 0;
  for (let i = a * width; i < (a + 1) * width; i++) sum += (rows[i] ?? 0) * (rows[i + apart] ?? 0);
  return sum;
}

/** |row|² of every row of [count, width]. */
const squaredLengths = (rows: Float32Array, width: number): Float64Array =>
  Float64Array.from({ length: rows.length / width }, (_, row) => product(rows, width, row, row));

/**
 * The `count` rows of `gallery` most similar to `query`, itself left out; the earlier of equals first. The similarity of a row that is zero
 * is 0. Who asks again for the same embeddings hands over their squared lengths.
 */
export function nearest(
  embeddings: Float32Array,
  width: number,
  query: number,
  gallery: readonly number[],
  count: number,
  lengths: Float64Array = squaredLengths(embeddings, width),
): Neighbour[] {
  const best: Neighbour[] = [];
  let least = Number.NEGATIVE_INFINITY;
  for (const row of gallery) {
    if (row === query) continue;
    const squares = (lengths[query] ?? 0) * (lengths[row] ?? 0);
    const similarity = squares > 0 ? product(embeddings, width, query, row) / Math.sqrt(squares) : 0;
    if (best.length >= count && similarity <= least) continue;
    const place = best.findIndex((known) => similarity > known.similarity);
    best.splice(place < 0 ? best.length : place, 0, { row, similarity });
    best.length = Math.min(best.length, count);
    least = best.at(-1)?.similarity ?? least;
  }
  return best;
}

export interface JudgedNeighbours {
  /** Of each sample that was asked: where in the order of its nearest others the first of its own class stands; negative: beyond the 5th. */
  readonly ranks: readonly number[];
}

/** The share of samples that have one of their own class among their k ≤ 5 nearest others; null where none was asked. */
export const recallWithin = ({ ranks }: JudgedNeighbours, k: number): number | null =>
  ratio(ranks.filter((rank) => rank >= 0 && rank < k).length, ranks.length);

/** Nearest others, by cosine, one sample per slice. Samples whose class nobody else has are not asked. Outputs are embeddings [count, d]. */
export function* judgeRetrieval(_target: TargetFormat, labelled: LabelledOutputs): Sliced<JudgedNeighbours | null> {
  const judged = judgedRows(labelled);
  if (judged === null) return null;
  const { rows, width } = judged;
  const label = (row: number): number => at(labelled.targets, row);
  const sizes = new Map<number, number>();
  for (const row of rows) sizes.set(label(row), (sizes.get(label(row)) ?? 0) + 1);
  const answerable = rows.filter((row) => (sizes.get(label(row)) ?? 0) > 1);
  const affordable = Math.max(1, Math.floor(mostProducts / (rows.length * width)));
  const stride = Math.max(1, Math.ceil(answerable.length / affordable));
  const queries = answerable.filter((_, i) => i % stride === 0);
  const lengths = squaredLengths(labelled.outputs, width);
  const ranks: number[] = [];
  for (const query of queries) {
    yield;
    const others = nearest(labelled.outputs, width, query, rows, 5, lengths);
    ranks.push(others.findIndex(({ row }) => label(row) === label(query)));
  }
  return { ranks };
}
