import type { Project } from '../../project/schema.ts';
import type { LocalizedText } from '../../util/localized.ts';

/** A document that is compared with others: an example, or an edit of one. */
export interface Variant {
  /** The example by its id. */
  readonly of: string;
  /** What is edited; null for the example as it is. */
  readonly edit: Edit | null;
}

export interface Edit {
  readonly id: string;
  /** What is different. */
  readonly text: LocalizedText;
  readonly apply: (project: Project) => Project;
  /** Nothing is left of the example: the text stands without its name. */
  readonly whole?: true;
}

/** A number that a run gives on the test split. */
export interface Reading {
  readonly variant: Variant;
  /** Null: the mean over all tasks of the document. */
  readonly task: string | null;
  /** A metric of the task, or its loss. */
  readonly metric: string;
  /** After so many epochs. */
  readonly epochs: number;
}

/** A number against another of the same seed, or against a fixed one. */
export interface Claim {
  readonly a: Reading;
  readonly b: Reading | number;
  /** What a is, compared with b: `alike` within this margin; `open` where the sentence says that the spread hides the difference. */
  readonly is: 'higher' | 'lower' | 'open' | { readonly alike: number };
}

/** What the sentence of an example claims: nothing, where it only says where to look. */
export type Claims = { readonly type: 'look' } | { readonly type: 'measured'; readonly claims: readonly Claim[] };

/** How a variant is called in the ledger. */
export const variantName = ({ of, edit }: Variant): string => (edit ? `${of}: ${edit.id}` : of);
