import { binaryLoss } from './binary.ts';
import { classificationLoss } from './classification.ts';
import { detectionLoss } from './detection.ts';
import { generationLoss } from './generation.ts';
import { multiLabelLoss } from './multi-label.ts';
import { ordinalLoss } from './ordinal.ts';
import { reconstructionLoss } from './reconstruction.ts';
import { regressionLoss } from './regression.ts';
import { retrievalLoss } from './retrieval.ts';
import { taggingLoss } from './tagging.ts';
import type { LossTwin } from './twin.ts';

const entries: readonly LossTwin[] = [
  binaryLoss,
  classificationLoss,
  detectionLoss,
  generationLoss,
  multiLabelLoss,
  ordinalLoss,
  reconstructionLoss,
  regressionLoss,
  retrievalLoss,
  taggingLoss,
];

/** Task kinds whose losses are written by hand; those of other kinds are written as their primitives. A further one is one file and one line here. */
export const lossTwins: ReadonlyMap<string, LossTwin> = new Map(entries.map((twin) => [twin.kind, twin]));
