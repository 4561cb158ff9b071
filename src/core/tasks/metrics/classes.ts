import type { LabelledOutputs, TargetFormat } from '../types.ts';
import { accuracyOf, confusionMatrix, macroF1Of } from './confusion.ts';

/** Accuracy and macro F1 of one class per sample. */
export function measureClasses(target: TargetFormat, labelled: LabelledOutputs): Record<string, number | null> {
  const matrix = confusionMatrix(target, labelled);
  return matrix === null ? { accuracy: null, macroF1: null } : { accuracy: accuracyOf(matrix), macroF1: macroF1Of(matrix) };
}
