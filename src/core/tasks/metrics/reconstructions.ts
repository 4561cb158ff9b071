import { at } from '../../util/assert-never.ts';
import type { LabelledOutputs, TargetFormat } from '../types.ts';
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

/**
 * The mean squared error, and the mean of the samples' peak signal-to-noise ratios 10·log₁₀(peak² / MSE) in dB, the peak being the range
 * of the true values in the split; null where they do not vary. `outputs` is the summary.
 */
export function measureReconstructions(_target: TargetFormat, labelled: LabelledOutputs): Record<string, number | null> {
  const judged = judgedRows(labelled);
  if (judged === null) return { mse: null, psnr: null };
  const column = (index: number): number[] => judged.rows.map((row) => at(labelled.outputs, row * 3 + index));
  const errors = column(0);
  const peak = column(2).reduce((a, b) => Math.max(a, b)) - column(1).reduce((a, b) => Math.min(a, b));
  return {
    mse: meanOf(errors),
    psnr: peak > 0 ? meanOf(errors.map((error) => 10 * Math.log10(peak ** 2 / Math.max(error, smallestError)))) : null,
  };
}
