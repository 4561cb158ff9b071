import { at } from '../../util/assert-never.ts';
import type { TargetFormat } from '../formats/registry.ts';
import { judgeClasses } from './classes.ts';
import type { LabelledOutputs } from './labelled.ts';
import { judgedRows } from './rows.ts';

/** Yes or no: classes at a threshold of ½, and the scores themselves; outputs are probabilities [count, 1]. */
export function judgeBinary(target: TargetFormat, labelled: LabelledOutputs) {
  const classes = judgeClasses(target, labelled);
  const judged = judgedRows(labelled);
  if (classes === null || judged === null) return null;
  const scored = judged.rows.map((row) => ({ score: at(labelled.outputs, row), positive: at(labelled.targets, row) === 1 }));
  return { ...classes, scored };
}
