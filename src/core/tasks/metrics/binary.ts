import { at } from '../../util/assert-never.ts';
import type { LabelledOutputs, TargetFormat } from '../types.ts';
import { areaUnderRoc } from './auc.ts';
import { accuracyOf, confusionMatrix, f1Of, macroF1Of } from './confusion.ts';
import { judgedRows } from './rows.ts';

/** Accuracy at ½, F1 of the class 1, macro F1 of both, and the area under the ROC curve; outputs are probabilities [count, 1]. */
export function measureBinary(target: TargetFormat, labelled: LabelledOutputs): Record<string, number | null> {
  const matrix = confusionMatrix(target, labelled);
  const judged = judgedRows(labelled);
  if (matrix === null || judged === null) return { accuracy: null, f1: null, macroF1: null, auc: null };
  const scored = judged.rows.map((row) => ({ score: at(labelled.outputs, row), positive: at(labelled.targets, row) === 1 }));
  return { accuracy: accuracyOf(matrix), f1: f1Of(matrix, 1), macroF1: macroF1Of(matrix), auc: areaUnderRoc(scored) };
}
