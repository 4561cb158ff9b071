import type { Diagnostic } from '../../../util/diagnostics.ts';
import type { BadReason, Facts, ReadingOptions, ReadingWorld } from '../types.ts';
import type { Media } from './media.ts';

/** What came of one file: what it holds, why it cannot be used as it is, or both, where it can be repaired. */
export type ReadMedia =
  | { readonly media: Media; readonly reason?: BadReason }
  | { readonly media?: never; readonly reason: BadReason };

/** Reads the files of one archive, in order. */
export interface MediaReader {
  read(bytes: Uint8Array<ArrayBuffer>): Promise<ReadMedia>;
  /** What all of them have in common, what is made of each once that is known, and what is to be said of them. */
  finish(): {
    readonly facts: Facts;
    readonly made: (media: Media) => Media;
    readonly notes: readonly Diagnostic[];
  };
}

/** A kind of files that a column can hold: one file, one line in the registry. */
export interface MediaKind {
  readonly kind: Media['kind'];
  /** In lower case, without the dot. */
  readonly extensions: readonly string[];
  open(options: ReadingOptions, world: ReadingWorld): MediaReader;
}
