import type { TargetFormat } from '../../core/tasks/types.ts';
import { assertNever, at } from '../../core/util/assert-never.ts';

/** One label, as it was predicted or as it is. */
export type Reading =
  | { readonly kind: 'class'; readonly label: string; readonly index: number; readonly probability: number }
  | { readonly kind: 'binary'; readonly yes: boolean; readonly probability: number }
  | { readonly kind: 'labels'; readonly labels: readonly string[] }
  | { readonly kind: 'values'; readonly values: readonly number[] };

function indexOfMaximum(values: Float32Array): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) if (at(values, i) > at(values, best)) best = i;
  return best;
}

/** What a task's output for one sample says: `output` is one row of what `activate` gives. */
export function readOutput(target: TargetFormat, output: Float32Array): Reading {
  switch (target.format) {
    case 'class': {
      const index = indexOfMaximum(output);
      return { kind: 'class', index, label: target.classes[index] ?? String(index), probability: at(output, index) };
    }
    case 'binary':
      return { kind: 'binary', yes: at(output, 0) >= 0.5, probability: at(output, 0) };
    case 'multiLabel':
      return { kind: 'labels', labels: target.labels.filter((_, i) => at(output, i) >= 0.5) };
    case 'values':
      return { kind: 'values', values: [...output] };
    default:
      return assertNever(target);
  }
}

/** The truth of sample `row`, from the labels as they are stored. */
export function readTruth(target: TargetFormat, stored: Float32Array | Int32Array, row: number): Reading {
  switch (target.format) {
    case 'class': {
      const index = at(stored, row);
      return { kind: 'class', index, label: target.classes[index] ?? String(index), probability: 1 };
    }
    case 'binary':
      return { kind: 'binary', yes: at(stored, row) >= 0.5, probability: at(stored, row) };
    case 'multiLabel':
      return { kind: 'labels', labels: target.labels.filter((_, i) => at(stored, row * target.labels.length + i) >= 0.5) };
    case 'values':
      return { kind: 'values', values: Array.from(stored.subarray(row * target.size, (row + 1) * target.size)) };
    default:
      return assertNever(target);
  }
}

/** Whether a prediction is right; null where that is a matter of degree. */
export function isRight(predicted: Reading, truth: Reading): boolean | null {
  if (predicted.kind === 'class' && truth.kind === 'class') return predicted.index === truth.index;
  if (predicted.kind === 'binary' && truth.kind === 'binary') return predicted.yes === truth.yes;
  if (predicted.kind === 'labels' && truth.kind === 'labels') {
    return predicted.labels.length === truth.labels.length && predicted.labels.every((label) => truth.labels.includes(label));
  }
  return null;
}
