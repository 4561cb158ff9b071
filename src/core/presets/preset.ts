import type { Project } from '../project/schema.ts';
import type { LocalizedText } from '../util/localized.ts';
import type { Claims } from './claims/claim.ts';

/** By what a task of a preset is judged. */
export interface Judged {
  /** Its known result, which `npm run claims` measures, is in this metric. */
  readonly metric: string;
  /** At least this after `epochs` from the document's own seed: for tests that notice when training breaks, and shown nowhere. */
  readonly reaches: number;
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
  /** What the sentence claims. */
  readonly claims: Claims;
  /** Tasks by their id; measured with the wasm executor on the test split. */
  readonly outcome: {
    readonly epochs: number;
    /** Over how many seeds its results and claims are measured, from 1 on; 8 where nothing is said. */
    readonly seeds?: 16 | 32;
    readonly tasks: Readonly<Record<string, Judged>>;
  };
  project(): Project;
}
