import { at, invariant } from '../util/assert-never.ts';
import { randomKeys } from './counter-random.ts';
import type { TrainingProgram } from './types.ts';
import { scalarAt } from './update/step-scalars.ts';

/** What may change from one step to the next. */
export interface StepControls {
  /** Counted from 1. */
  readonly step: number;
  readonly learningRate: number;
  /** One weight per task, in the program's order. */
  readonly taskWeights: ArrayLike<number>;
  /** The weight of a soft sharing; by default the document's. */
  readonly tieWeight?: (tie: string) => number | undefined;
  /** The stage of the training, counted from 0; by default the first. */
  readonly stage?: number;
  /** The document's seed. */
  readonly seed: number;
}

/** Writes the control row of one step into `out` at `offset`: `program.controls.size` numbers, laid out as `program.controls` says. */
export function fillControls(
  program: Pick<TrainingProgram, 'controls' | 'update' | 'tasks'>,
  { step, learningRate, taskWeights, tieWeight, stage = 0, seed }: StepControls,
  out: Float32Array,
  offset: number,
): void {
  const layout = program.controls;
  invariant(step >= 1, 'steps are counted from 1');
  invariant(taskWeights.length === program.tasks.length, 'every task has a weight');
  invariant(offset + layout.size <= out.length, 'the control row fits');
  out.fill(0, offset, offset + layout.size);
  out[offset + layout.learningRate] = learningRate;
  program.update.rule.stepScalars.forEach((scalar, index) => {
    out[offset + layout.stepScalars + index] = scalarAt(scalar, step);
  });
  out.set(Float32Array.from(taskWeights), offset + layout.taskWeights);
  for (const { shift, factors } of layout.rates ?? []) {
    const from = offset + layout.stepScalars;
    out[offset + layout.learningRate + shift] = learningRate * (factors[stage] ?? at(factors, factors.length - 1));
    out.copyWithin(from + shift, from, from + program.update.rule.stepScalars.length);
  }
  for (const { tie, offset: place, weight } of layout.tieWeights ?? []) out[offset + place] = tieWeight?.(tie) ?? weight;
  for (const { stream, offset: place } of layout.randomKeys) out.set(randomKeys(seed, stream, step), offset + place);
}
