import { at } from '../../util/assert-never.ts';
import type { TargetFormat } from '../formats/registry.ts';
import type { LabelledOutputs } from './labelled.ts';
import { judgedRows, meanOf } from './rows.ts';

/** An error below this counts as this (100 dB for values in 0 … 1): a perfect copy has no finite PSNR. */
const smallestError = 1e-10;

/** Of each sample [mean squared error, smallest true value, largest true value]: [count, 3]. Outputs and targets are [count, ...]. */
export function summarizeReconstructions(_target: TargetFormat, { count, outputs, targets }: LabelledOutputs): Float32Array {
  const width = outputs.length / count;
  const summary = new Float32Array(count * 3);
  for (let row = 0; row < count; row++) {
    let [sum, low, high] = [0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (let i = row * width; i < (row + 1) * width; i++) {
      const truth = at(targets, i);
      sum += (at(outputs, i) - truth) ** 2;
      low = Math.min(low, truth);
      high = Math.max(high, truth);
    }
    summary.set([sum / width, low, high], row * 3);
  }
  return summary;
}

export interface JudgedReconstructions {
  /** Mean squared error of each sample. */
  readonly errors: readonly number[];
  /** The range of the true values of all samples. */
  readonly peak: number;
}

/** The mean of the samples' peak signal-to-noise ratios 10·log₁₀(peak² / MSE) in dB; null where the true values do not vary. */
export const meanPsnr = ({ errors, peak }: JudgedReconstructions): number | null =>
  peak > 0 ? meanOf(errors.map((error) => 10 * Math.log10(peak ** 2 / Math.max(error, smallestError)))) : null;

/** `outputs` is the summary. */
export function judgeReconstructions(_target: TargetFormat, labelled: LabelledOutputs): JudgedReconstructions | null {
  const judged = judgedRows(labelled);
  if (judged === null) return null;
  const column = (index: number): number[] => judged.rows.map((row) => at(labelled.outputs, row * 3 + index));
  const peak = column(2).reduce((a, b) => Math.max(a, b)) - column(1).reduce((a, b) => Math.min(a, b));
  return { errors: column(0), peak };
}
