import { at, invariant } from '../../util/assert-never.ts';
import { endToken, paddingToken } from '../formats/tokens.ts';
import type { LabelledOutputs, TargetFormat } from '../types.ts';
import { rightPlaces } from './best-choices.ts';
import { rougeL } from './rouge.ts';
import { judgedRows, meanOf, ratio } from './rows.ts';

/** A stored sequence without its end token and its padding. */
export function contentOf(tokens: ArrayLike<number>): number[] {
  const all = Array.from(tokens);
  const end = all.findIndex((token) => token === endToken || token === paddingToken);
  return end < 0 ? all : all.slice(0, end);
}

/**
 * The share of right tokens, the end token included, given the true ones before (teacher forcing); `outputs` are tokens, [count, length].
 * ROUGE-L needs decoded sequences: see `measureDecodedSequences`.
 */
export function measureSequences(_target: TargetFormat, labelled: LabelledOutputs): Record<string, number | null> {
  const judged = judgedRows(labelled);
  if (judged === null) return { tokenAccuracy: null, rougeL: null };
  const isToken = (token: number): boolean => token !== paddingToken;
  const { right, all } = rightPlaces(judged.rows, judged.width, labelled.outputs, labelled.targets, isToken);
  return { tokenAccuracy: ratio(right, all), rougeL: null };
}

/** The mean ROUGE-L of decoded sequences against the true ones, both [count, length]; null without any. */
export function measureDecodedSequences(
  target: TargetFormat,
  truth: ArrayLike<number>,
  decoded: ArrayLike<number>,
): Record<string, number | null> {
  invariant(target.format === 'sequence', 'only sequences are decoded');
  const { length } = target;
  const row = (from: ArrayLike<number>, index: number): number[] =>
    contentOf(Array.from({ length }, (_, i) => at(from, index * length + i)));
  const scores = Array.from({ length: truth.length / length }, (_, i) => rougeL(row(decoded, i), row(truth, i)));
  return { rougeL: meanOf(scores) };
}
