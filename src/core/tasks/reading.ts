import type { Language, LocalizedText } from '../util/localized.ts';
import type { StoredLabels } from './formats/format.ts';
import { formatOf, storedWidth } from './formats/format-of.ts';
import type { LabelReading, TargetFormat } from './formats/registry.ts';
import { type TaskKindId, taskKinds } from './registry.ts';

/** One label, as it was predicted or as it is. An embedding says nothing by itself: its neighbours do. */
export type Reading = LabelReading | { readonly kind: 'embedding' };

/** What reading needs to know of a task. */
export interface Readable {
  readonly task: { readonly kind: TaskKindId };
  readonly target: TargetFormat;
}

/** What a task's output for one sample says: `output` is one row of what `activate` gives. */
export function readOutput({ task, target }: Readable, output: Float32Array): Reading {
  const kind = taskKinds[task.kind];
  return kind.embeds ? { kind: 'embedding' } : formatOf(target).readOutput(target, output, kind.decide);
}

/** One label as it is stored, or as a network wrote it freely. */
export const readLabel = ({ target }: Readable, stored: StoredLabels): Reading => formatOf(target).readTruth(target, stored);

/** The truth of sample `row`, from the labels as they are stored. */
export function readTruth(entry: Readable, stored: StoredLabels, row: number): Reading {
  const width = storedWidth(entry.target);
  return readLabel(entry, stored.subarray(row * width, (row + 1) * width));
}

/** The probabilities that an output consists of, by what they are of; none where it has none. */
export function probabilitiesOf(
  { task, target }: Readable,
  output: Float32Array,
): readonly { readonly label: string | LocalizedText; readonly probability: number }[] {
  const kind = taskKinds[task.kind];
  return kind.embeds ? [] : (formatOf(target).probabilities?.(target, output, kind.decide) ?? []);
}

/** Whether a prediction is right; null where that is a matter of degree. */
export const isRight = ({ target }: Readable, predicted: Reading, truth: Reading): boolean | null =>
  predicted.kind === 'embedding' || truth.kind === 'embedding' ? null : formatOf(target).isRight(predicted, truth);

/** A reading in words, in the reader's language; empty where words say nothing. */
export const sayReading = ({ target }: Readable, reading: Reading, language: Language): string =>
  reading.kind === 'embedding' ? '' : formatOf(target).say(reading, language);
