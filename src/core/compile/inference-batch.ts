import { sizeOf } from '../program/shapes.ts';
import { at } from '../util/assert-never.ts';
import type { Plan } from './plan.ts';
import { predictProgram } from './programs.ts';

/** Samples per call in inference: enough to keep a device busy … */
const mostSamples = 256;
/** … but no more than fill so many numbers with what the layers make (64 MiB). */
const mostNumbers = 1 << 24;

/** How many samples inference takes at once, from what one sample takes. */
export function inferenceBatch(plan: Plan): number {
  const { ops, values } = predictProgram(plan, 1);
  const numbers = ops.reduce((sum, op) => sum + sizeOf(at(values, op.output).shape), 0);
  return Math.max(1, Math.min(mostSamples, Math.floor(mostNumbers / Math.max(1, numbers))));
}
