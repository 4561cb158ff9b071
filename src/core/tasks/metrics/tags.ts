import { at, invariant } from '../../util/assert-never.ts';
import type { TargetFormat } from '../formats/registry.ts';
import { noTag } from '../formats/tags.ts';
import { rightPlaces } from './best-choices.ts';
import { confused, count, emptyMatrix } from './confusion.ts';
import { countEntities, type EntityCounts } from './entities.ts';
import type { LabelledOutputs } from './labelled.ts';
import { judgedRows } from './rows.ts';

type Tags = Extract<TargetFormat, { format: 'tags' }>;

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

/** Tags place by place, and BIO tags by whole entities; places without a token count nowhere. `outputs` are tags, [count, length]. */
export function judgeTags(target: TargetFormat, labelled: LabelledOutputs) {
  invariant(target.format === 'tags', 'tagging learns tags');
  const judged = judgedRows(labelled);
  const confusion = confused(tagConfusion(target, labelled));
  if (judged === null || confusion === null) return null;
  const { rows, width } = judged;
  return {
    ...confusion,
    places: rightPlaces(rows, width, labelled.outputs, labelled.targets, (tag) => tag !== noTag),
    entities: target.scheme === 'bio' ? allEntities(target, rows, width, labelled) : { actual: 0, predicted: 0, correct: 0 },
  };
}
