import { programCost } from '../program/cost.ts';
import { sizeOf } from '../program/shapes.ts';
import { at } from '../util/assert-never.ts';
import type { Plan } from './plan.ts';
import { predictProgram } from './programs.ts';

/** Samples per call in inference: enough to keep a device busy … */
const mostSamples = 256;
/** … but no more than fill so many numbers with what the layers make (64 MiB) … */
const mostNumbers = 1 << 24;
/**
 * … and than take so many operations: a pause has to act within 100 ms while a split is evaluated, and predictions, which are padded to
 * a whole batch, follow the pen on the drawing pad. A slow machine does some 10⁹ a second.
 */
const mostFlops = { evaluate: 1e8, predict: 2e7 } as const;

/** How many samples evaluation and prediction take at once, from what one sample takes. */
export function inferenceBatches(plan: Plan): { readonly evaluate: number; readonly predict: number } {
  const one = predictProgram(plan, 1);
  const { flops } = programCost(one);
  const numbers = one.ops.reduce((sum, op) => sum + sizeOf(at(one.values, op.output).shape), 0);
  const samples = (budget: number): number =>
    Math.max(1, Math.floor(Math.min(mostSamples, mostNumbers / Math.max(1, numbers), budget / Math.max(1, flops))));
  return { evaluate: samples(mostFlops.evaluate), predict: samples(mostFlops.predict) };
}
