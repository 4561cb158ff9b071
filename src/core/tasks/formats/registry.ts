import type { LocalizedText } from '../../util/localized.ts';
import { binaryFormat } from './binary.ts';
import { boxFormat } from './box.ts';
import { classFormat } from './class.ts';
import type { FormatKind } from './format.ts';
import { inputFormat } from './input.ts';
import { multiLabelFormat } from './multi-label.ts';
import { sequenceFormat } from './sequence.ts';
import { tagsFormat } from './tags.ts';
import { valuesFormat } from './values.ts';

/** Refuses, at compile time, an entry whose key is not its own `format`. */
const catalogue = <T extends { readonly [K in keyof T]: { readonly format: K } }>(entries: T): T => entries;

const entries = catalogue({
  class: classFormat,
  binary: binaryFormat,
  multiLabel: multiLabelFormat,
  values: valuesFormat,
  tags: tagsFormat,
  sequence: sequenceFormat,
  box: boxFormat,
  input: inputFormat,
});

type TargetOf<E> = E extends { storedWidth(target: infer T): number } ? T : never;
type ReadingOf<E> = E extends { isRight(predicted: infer R, truth: never): boolean | null } ? R : never;

export type FormatId = keyof typeof entries;

/** How the labels of a target are stored, one row per sample. */
export type TargetFormat = TargetOf<(typeof entries)[FormatId]>;

/** Something of a data set that a task can learn. */
export type TargetInfo = TargetFormat & { readonly id: string; readonly title: LocalizedText };

/** One label of some format. */
export type LabelReading = ReadingOf<(typeof entries)[FormatId]>;

/** Every format by name. A new format is one file and one line here. */
export const formats: Readonly<Record<FormatId, FormatKind<TargetFormat, LabelReading>>> = entries;
