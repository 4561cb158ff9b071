import type { Diagnostic } from '../core/util/diagnostics.ts';

/** What can be done about a message, beside it. */
export type Remedy =
  | { readonly offers: 'download'; readonly text: () => string }
  | { readonly offers: 'open' | 'reload'; readonly act: () => void };

/** A message above the columns. */
export interface Notice extends Diagnostic {
  readonly remedy?: Remedy;
  /** It is about the page and not about a run: another run does not take it away. */
  readonly lasting?: boolean;
}
