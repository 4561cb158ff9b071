import type { LocalizedText } from '../../util/localized.ts';
import { atOnce, type Sliced } from '../../util/sliced.ts';
import type { TargetFormat } from '../formats/registry.ts';
import type { LabelledOutputs } from './labelled.ts';

/**
 * What a value counts: `share`, a fraction that is shown as a percentage; `labels`, an error in the unit of the labels; `grades`, places in an
 * order of classes; `dB`, decibels; null, a number without a unit.
 */
export type MetricUnit = 'share' | 'labels' | 'grades' | 'dB' | null;

/** What there is to know of a metric. */
export interface MetricInfo {
  readonly id: string;
  readonly title: LocalizedText;
  /** What it says of a task, in a sentence or two. */
  readonly help: LocalizedText;
  readonly better: 'higher' | 'lower';
  readonly unit: MetricUnit;
  /** The smallest and the largest value that it can have. */
  readonly range: readonly [smallest: number, largest: number];
  /** It judges whole sequences that were generated freely, which takes long. */
  readonly decoded?: true;
}

/** A metric and its value, out of what a task kind found when it judged some samples. */
export interface Metric<Judged> extends MetricInfo {
  /** Null where it is undefined, never NaN. */
  value(judged: Judged): number | null;
}

/** How a task kind is judged. */
export interface Judging {
  /** The first one is the headline. */
  metrics(target: TargetFormat): readonly MetricInfo[];
  /** Values by metric id, over the samples with a label; null where it is undefined (no such sample), never NaN. */
  measure(target: TargetFormat, labelled: LabelledOutputs): Record<string, number | null>;
  /** The same, in slices of some milliseconds. */
  measureInSlices(target: TargetFormat, labelled: LabelledOutputs): Sliced<Record<string, number | null>>;
}

const isSliced = <T>(found: T | Sliced<T>): found is Sliced<T> =>
  typeof found === 'object' && found !== null && Symbol.iterator in found;

/**
 * Judges samples once, and takes the value of every metric from what was found; `judge` gives null where nothing can be judged, and works in
 * slices where it takes long. A new metric is one file, and one line in the list of each task kind that has it.
 */
export function judging<Judged extends object>(
  judge: (target: TargetFormat, labelled: LabelledOutputs) => (Judged | null) | Sliced<Judged | null>,
  metrics: (target: TargetFormat) => readonly Metric<NoInfer<Judged>>[],
): Judging {
  function* measureInSlices(target: TargetFormat, labelled: LabelledOutputs): Sliced<Record<string, number | null>> {
    const found = judge(target, labelled);
    const judged = isSliced(found) ? yield* found : found;
    return Object.fromEntries(metrics(target).map((metric) => [metric.id, judged === null ? null : metric.value(judged)]));
  }
  return { metrics, measureInSlices, measure: (target, labelled) => atOnce(measureInSlices(target, labelled)) };
}
