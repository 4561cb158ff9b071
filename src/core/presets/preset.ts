import type { Project } from '../project/schema.ts';
import type { LocalizedText } from '../util/localized.ts';

/** What a task of a preset is known to reach on the test split. */
export interface KnownResult {
  readonly metric: string;
  /** At least this (at the most, where lower is better), after `epochs` from the document's own seed. */
  readonly reaches: number;
  /** What answering without looking gives: always the commonest class, or the mean. */
  readonly blind: number;
}

export const presetGroups = ['digits', 'points', 'text', 'images', 'sound', 'tables', 'architectures'] as const;
export type PresetGroup = (typeof presetGroups)[number];

/** A ready-made project. Its id is part of links (`#preset=ID`) and never changes. */
export interface Preset {
  readonly id: string;
  readonly group: PresetGroup;
  readonly text: {
    readonly title: LocalizedText;
    /** One sentence: what to watch. */
    readonly watch: LocalizedText;
  };
  /** By task id; measured with the wasm executor. */
  readonly outcome: { readonly epochs: number; readonly tasks: Readonly<Record<string, KnownResult>> };
  project(): Project;
}
