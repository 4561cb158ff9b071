import { at } from '../../util/assert-never.ts';
import type { LabelledOutputs, TargetFormat } from '../types.ts';
import { judgedRows, ratio } from './rows.ts';

/** So many products a judgement may cost; beyond it fewer queries are asked, evenly spaced. */
const mostProducts = 1e8;

export interface Neighbour {
  readonly row: number;
  /** Cosine of the angle between the two embeddings. */
  readonly similarity: number;
}

/** a·b / (|a|·|b|) of two rows of [count, width]; 0 where one of them is zero. */
export function cosine(rows: Float32Array, width: number, a: number, b: number): number {
  let [product, lengthA, lengthB] = [0, 0, 0];
  for (let i = 0; i < width; i++) {
    const [x, y] = [at(rows, a * width + i), at(rows, b * width + i)];
    product += x * y;
    lengthA += x * x;
    lengthB += y * y;
  }
  return lengthA > 0 && lengthB > 0 ? product / Math.sqrt(lengthA * lengthB) : 0;
}

/** The `count` rows of `gallery` most similar to `query`, itself left out; the earlier of equals first. */
export function nearest(
  embeddings: Float32Array,
  width: number,
  query: number,
  gallery: readonly number[],
  count: number,
): Neighbour[] {
  const best: Neighbour[] = [];
  for (const row of gallery) {
    if (row === query) continue;
    const similarity = cosine(embeddings, width, query, row);
    const place = best.findIndex((known) => similarity > known.similarity);
    if (place < 0 && best.length >= count) continue;
    best.splice(place < 0 ? best.length : place, 0, { row, similarity });
    best.length = Math.min(best.length, count);
  }
  return best;
}

/**
 * recall@k: the share of samples that have one of their own class among their k nearest others, by cosine. Samples whose class nobody
 * else has are not asked; null where none is left. Outputs are embeddings [count, d].
 */
export function measureRetrieval(_target: TargetFormat, labelled: LabelledOutputs): Record<string, number | null> {
  const judged = judgedRows(labelled);
  if (judged === null) return { recallAt1: null, recallAt5: null };
  const { rows, width } = judged;
  const label = (row: number): number => at(labelled.targets, row);
  const sizes = new Map<number, number>();
  for (const row of rows) sizes.set(label(row), (sizes.get(label(row)) ?? 0) + 1);
  const answerable = rows.filter((row) => (sizes.get(label(row)) ?? 0) > 1);
  const affordable = Math.max(1, Math.floor(mostProducts / (rows.length * width)));
  const stride = Math.max(1, Math.ceil(answerable.length / affordable));
  const queries = answerable.filter((_, i) => i % stride === 0);
  const ranks = queries.map((query) =>
    nearest(labelled.outputs, width, query, rows, 5).findIndex(({ row }) => label(row) === label(query)),
  );
  const within = (k: number): number | null => ratio(ranks.filter((rank) => rank >= 0 && rank < k).length, queries.length);
  return { recallAt1: within(1), recallAt5: within(5) };
}
