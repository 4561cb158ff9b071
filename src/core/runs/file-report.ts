import type { Reading } from '../data/import/types.ts';
import type { LocalizedText } from '../util/localized.ts';

/** What of a file of rows was predicted for, and what of it could not be read. */
export interface FileReport {
  readonly rows: number;
  /** Columns that the model reads and the file lacks: their values were taken as missing. */
  readonly missing: readonly LocalizedText[];
  /** Columns that the model does not read. */
  readonly unused: readonly string[];
  /** How the file was found to be written. */
  readonly reading: Pick<Reading, 'format' | 'encoding' | 'delimiter'>;
  /** Cells without a value, and rows of another length. */
  readonly empty: number;
  readonly ragged: number;
  /** Rows of which nothing could be read, and the lines of the first of them: they have no prediction. */
  readonly lost: { readonly count: number; readonly lines: readonly number[] };
  /** Cells that are no number, or none of the known options: their values were taken as missing. */
  readonly unreadable: number;
  /** The first of them. */
  readonly examples: readonly { readonly line: number; readonly column: LocalizedText; readonly value: string }[];
}
