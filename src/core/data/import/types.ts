import type { Diagnostic } from '../../util/diagnostics.ts';
import type { ImageType } from './media/image-head.ts';
import type { Media } from './media/media.ts';
import type { DecodedImage } from './media/resize.ts';
import type { DecodedSound } from './media/wav.ts';

/** What a format makes of one field: text as it stands, a number that the file stores as one, or nothing. */
export type Cell = string | number | null;

/** How much of a file has been read, 0 … 1, and how many bytes of memory the whole will take. */
export type OnProgress = (done: number, bytes: number) => void;

/** Where the bytes of a file are read from, piece by piece. */
export interface SourceFile {
  readonly name: string;
  readonly size: number;
  slice(start: number, end: number): Promise<Uint8Array<ArrayBuffer>>;
}

export const encodings = ['utf-8', 'utf-16le', 'utf-16be', 'gb18030', 'windows-1252'] as const;
export type Encoding = (typeof encodings)[number];

export const delimiters = [',', ';', '\t', '|'] as const;
export type Delimiter = (typeof delimiters)[number];

/** How a file is to be read; what is left out is found out. */
export interface ReadingOptions {
  readonly format?: string;
  readonly encoding?: Encoding;
  readonly delimiter?: Delimiter;
  /** Whether the first row holds the names of the columns. */
  readonly header?: boolean;
  /** What becomes of rows that are not as they should be. */
  readonly malformed?: 'skip' | 'repair';
  /** How many pixels images get along a side. */
  readonly side?: number;
  /** Whether images lose their colours. */
  readonly grey?: boolean;
}

/** How a file was read. */
export interface Reading {
  readonly format: string;
  readonly encoding?: Encoding;
  readonly delimiter?: Delimiter;
  readonly header?: boolean;
  readonly malformed: 'skip' | 'repair';
  readonly side?: number;
  readonly grey?: boolean;
}

/**
 * Why a row is not as it should be. `quotes`: a quotation mark has no partner, or stands inside a field; `json`: a line is no JSON; `noObject`: it is
 * JSON but no object; `tooFew`, `tooMany`: it has another number of fields than the table has columns. Of a row
 * that names a file: `missingFile`: there is none of that name, or there are several; `damaged`: it cannot be unpacked; `noImage`: it cannot be decoded;
 * `truncated`: it ends too early; `tooWide`: it has too many pixels; `animated`: it has several frames; `noSound`: it is no sound that
 * can be decoded; `silent`: nothing is to be heard.
 */
export type BadReason =
  | 'quotes'
  | 'json'
  | 'noObject'
  | 'tooFew'
  | 'tooMany'
  | 'missingFile'
  | 'damaged'
  | 'noImage'
  | 'truncated'
  | 'tooWide'
  | 'animated'
  | 'noSound'
  | 'silent';

/** A row that is not as it should be, with what could be read of it; null: nothing. */
export interface BadRow {
  /** Of the file, from 1; of a format without lines, the row. */
  readonly line: number;
  readonly reason: BadReason;
  readonly cells: readonly Cell[] | null;
  /** It cannot be repaired. */
  readonly lost?: true;
}

/** Some rows of a file, in order. */
export interface RowBatch {
  readonly rows: readonly (readonly Cell[])[];
  /** The line that each row begins in. */
  readonly lines: readonly number[];
  /** Rows that are malformed in themselves, each to stand behind `before` rows of this batch. */
  readonly bad: readonly (BadRow & { readonly before: number })[];
  /** The names of the columns, where the format itself knows them; further ones may come with later batches. */
  readonly names?: readonly string[];
  /** What the files are that rows name, by the name. */
  readonly media?: readonly (readonly [name: string, media: Media])[];
  /** What is to be said of the file. */
  readonly notes?: readonly Diagnostic[];
  /** The share of the file that has been read, 0 … 1. */
  readonly done: number;
}

/** Text from bytes that come in pieces. */
export interface TextStream {
  /** `more`: further bytes follow. */
  decode(bytes: Uint8Array, more: boolean): string;
}

/** What reading needs of the world around it: `core` has neither decoders nor turns. */
export interface ReadingWorld {
  decoder(encoding: Encoding): TextStream;
  /** Lets others have the thread. */
  pause(): Promise<void>;
  /** Decodes an image, where the world can; rejects where the bytes are none. */
  readonly decodeImage?: (bytes: Uint8Array<ArrayBuffer>, type: ImageType) => Promise<DecodedImage>;
  /** Decodes a sound that is no WAV, where the world can; null where the bytes are none. */
  readonly decodeSound?: (bytes: Uint8Array<ArrayBuffer>) => Promise<DecodedSound | null>;
  /** SHA-256, where the world has one of its own. */
  readonly digest?: (bytes: Uint8Array<ArrayBuffer>) => Promise<ArrayBuffer>;
}

/** How a format found the file to be written. */
export type Facts = Pick<Reading, 'encoding' | 'delimiter' | 'header' | 'side' | 'grey'>;

/** A format of tables: one file, one line in the registry. */
export interface TableFormat {
  readonly id: string;
  readonly title: string;
  /** Without the dot. */
  readonly extensions: readonly string[];
  /** Whether a file that begins so is of this format; its name decides where several begin alike. */
  recognises(head: Uint8Array, name: string): boolean;
  /** Rows as they stand in the file. Throws a `DiagnosticError` where the file is not what it claims to be. */
  read(
    file: SourceFile,
    options: ReadingOptions,
    world: ReadingWorld,
    found: (facts: Facts) => void,
  ): AsyncGenerator<RowBatch, void, void>;
}
