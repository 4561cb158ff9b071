import { at, invariant } from '../../util/assert-never.ts';
import { noTag } from '../formats/tags.ts';
import type { LabelledOutputs, TargetFormat } from '../types.ts';
import { rightPlaces } from './best-choices.ts';
import { count, emptyMatrix, macroF1Of } from './confusion.ts';
import { countEntities, type EntityCounts } from './entities.ts';
import { judgedRows, ratio } from './rows.ts';

type Tags = Extract<TargetFormat, { format: 'tags' }>;

/** Precision, recall and F1 of whole entities. Each is null where it would divide by nothing. */
export function entityScores({
  actual,
  predicted,
  correct,
}: EntityCounts): Record<'entityF1' | 'precision' | 'recall', number | null> {
  return {
    entityF1: ratio(2 * correct, actual + predicted),
    precision: ratio(correct, predicted),
    recall: ratio(correct, actual),
  };
}

/** The counts of all samples together: F1 is micro-averaged, as CoNLL reports it. */
function allEntities({ tags }: Tags, rows: readonly number[], width: number, labelled: LabelledOutputs): EntityCounts {
  const sum = { actual: 0, predicted: 0, correct: 0 };
  for (const row of rows) {
    const places = Array.from({ length: width }, (_, i) => row * width + i).filter((i) => at(labelled.targets, i) !== noTag);
    const read = (from: ArrayLike<number>): string[] => places.map((i) => at(tags, at(from, i)));
    const counts = countEntities(read(labelled.targets), read(labelled.outputs));
    sum.actual += counts.actual;
    sum.predicted += counts.predicted;
    sum.correct += counts.correct;
  }
  return sum;
}

/** Counts of tokens, [true tag][predicted tag]; null where nothing can be judged. `outputs` are tags, [count, length]. */
export function tagConfusion(target: TargetFormat, labelled: LabelledOutputs): number[][] | null {
  invariant(target.format === 'tags', 'tagging learns tags');
  const judged = judgedRows(labelled);
  if (judged === null) return null;
  const matrix = emptyMatrix(target.tags.length);
  for (const row of judged.rows) {
    for (let i = row * judged.width; i < (row + 1) * judged.width; i++) {
      const truth = at(labelled.targets, i);
      if (truth !== noTag) count(matrix, truth, at(labelled.outputs, i));
    }
  }
  return matrix;
}

/**
 * BIO tags: entity-level F1, precision and recall, and the share of right tokens. Plain tags: the share of right frames and their macro
 * F1. Places without a token count nowhere. `outputs` are tags, [count, length].
 */
export function measureTags(target: TargetFormat, labelled: LabelledOutputs): Record<string, number | null> {
  invariant(target.format === 'tags', 'tagging learns tags');
  const judged = judgedRows(labelled);
  const matrix = tagConfusion(target, labelled);
  if (judged === null || matrix === null) {
    return target.scheme === 'bio'
      ? { entityF1: null, precision: null, recall: null, tokenAccuracy: null }
      : { frameAccuracy: null, macroF1: null };
  }
  const { rows, width } = judged;
  const { right, all } = rightPlaces(rows, width, labelled.outputs, labelled.targets, (tag) => tag !== noTag);
  const accuracy = ratio(right, all);
  return target.scheme === 'bio'
    ? { ...entityScores(allEntities(target, rows, width, labelled)), tokenAccuracy: accuracy }
    : { frameAccuracy: accuracy, macroF1: macroF1Of(matrix) };
}
