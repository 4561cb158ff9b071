import type { TargetFormat } from '../formats/registry.ts';
import { confused, confusionMatrix } from './confusion.ts';
import type { LabelledOutputs } from './labelled.ts';

/** One class per sample: outputs as `confusionMatrix` takes them. */
export const judgeClasses = (target: TargetFormat, labelled: LabelledOutputs) => confused(confusionMatrix(target, labelled));
