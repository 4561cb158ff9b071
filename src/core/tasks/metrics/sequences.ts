import { at, invariant } from '../../util/assert-never.ts';
import type { TargetFormat } from '../formats/registry.ts';
import { endToken, paddingToken } from '../formats/tokens.ts';
import { rightPlaces } from './best-choices.ts';
import type { LabelledOutputs } from './labelled.ts';
import { rougeL } from './rouge.ts';
import { judgedRows } from './rows.ts';

/** A stored sequence without its end token and its padding. */
function contentOf(tokens: ArrayLike<number>): number[] {
  const all = Array.from(tokens);
  const end = all.findIndex((token) => token === endToken || token === paddingToken);
  return end < 0 ? all : all.slice(0, end);
}

/**
 * Tokens, the end token included, given the true ones before (teacher forcing); `outputs` are tokens, [count, length]. ROUGE-L judges decoded
 * sequences: see `rougeOfDecoded`.
 */
export function judgeSequences(_target: TargetFormat, labelled: LabelledOutputs) {
  const judged = judgedRows(labelled);
  if (judged === null) return null;
  const isToken = (token: number): boolean => token !== paddingToken;
  const places = rightPlaces(judged.rows, judged.width, labelled.outputs, labelled.targets, isToken);
  const rouge: readonly number[] = [];
  return { places, rouge };
}

/** ROUGE-L of each decoded sequence against the true one, both [count, length]. */
export function rougeOfDecoded(target: TargetFormat, truth: ArrayLike<number>, decoded: ArrayLike<number>): number[] {
  invariant(target.format === 'sequence', 'only sequences are decoded');
  const { length } = target;
  const row = (from: ArrayLike<number>, index: number): number[] =>
    contentOf(Array.from({ length }, (_, i) => at(from, index * length + i)));
  return Array.from({ length: truth.length / length }, (_, i) => rougeL(row(decoded, i), row(truth, i)));
}
