import { z } from 'zod';
import { classWeights } from './class-weights.ts';
import { focalGamma } from './focal-gamma.ts';
import { labelSmoothing } from './label-smoothing.ts';
import { margin } from './margin.ts';
import { temperature } from './temperature.ts';

/**
 * What a task's loss may be told beside its name, as fields of a task of the document and in the order in which they are offered. A loss
 * lists those that it heeds, and ignores the others. A new option is one file and one line here.
 */
export const lossOptionShape = { classWeights, focalGamma, labelSmoothing, temperature, margin };

const lossOptionsSchema = z.object(lossOptionShape);
export type LossOptions = Readonly<z.infer<typeof lossOptionsSchema>>;
export type LossOptionName = keyof LossOptions;

export const usualLossOptions: LossOptions = lossOptionsSchema.parse({});

const isName = (name: string): name is LossOptionName => Object.hasOwn(lossOptionShape, name);
export const lossOptionNames: readonly LossOptionName[] = Object.keys(lossOptionShape).filter(isName);
