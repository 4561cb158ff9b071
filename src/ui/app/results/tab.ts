import type { ComponentType } from 'react';
import type { Project } from '../../../core/project/schema.ts';
import type { LocalizedText } from '../../../core/util/localized.ts';

/** A tab of the results: one file, and one line in the registry. */
export interface ResultsTab {
  /** Browsers remember it: it stays what it is. */
  readonly id: string;
  readonly title: LocalizedText;
  /** Whether a document has anything to show there; every document, where it is left out. */
  offered?(project: Project): boolean;
  /** Fetched when the tab is opened for the first time: a `lazyPane`. */
  readonly Content: ComponentType;
}
