import type { Result } from '../../util/diagnostics.ts';
import type { ColumnChoice, Division } from './choices.ts';
import type { Described } from './described.ts';
import type { DecodedSound } from './media/wav.ts';
import type { OwnDataset } from './own-dataset.ts';
import type { JudgedChoices, ReadReport } from './session.ts';
import type { ReadingOptions } from './types.ts';

/** A file as it crosses to a worker without being read: a `Blob`. */
export interface FileBytes {
  readonly size: number;
  slice(start: number, end: number): { arrayBuffer(): Promise<ArrayBuffer> };
}

/** What an importer is asked. Questions are answered one after the other. */
export type ImportQuestion =
  | { readonly type: 'read'; readonly name: string; readonly bytes: FileBytes; readonly options: ReadingOptions }
  | { readonly type: 'judge'; readonly choices: readonly ColumnChoice[]; readonly division: Division }
  | { readonly type: 'build'; readonly choices: readonly ColumnChoice[]; readonly division: Division; readonly name: string }
  | {
      readonly type: 'restore';
      readonly name: string;
      readonly bytes: FileBytes;
      readonly wanted: { readonly id: string; readonly described: Described };
    };

export type ImportAnswer =
  | { readonly type: 'read'; readonly result: Result<ReadReport> }
  | { readonly type: 'judge'; readonly result: JudgedChoices }
  | { readonly type: 'build' | 'restore'; readonly result: Result<OwnDataset> };

export interface ToImporter {
  readonly number: number;
  readonly question: ImportQuestion;
}

/** What the page decoded for it. */
export interface DecodedForWorker {
  readonly decoded: number;
  readonly sound: DecodedSound | null;
}

/** A sound that only the page can decode. */
export interface ToBeDecoded {
  readonly type: 'decode';
  readonly number: number;
  readonly bytes: ArrayBuffer;
}

export type FromImporter =
  | { readonly type: 'progress'; readonly number: number; readonly done: number; readonly bytes: number }
  | { readonly type: 'answer'; readonly number: number; readonly answer: ImportAnswer }
  /** It broke: what it held is lost. */
  | { readonly type: 'broken'; readonly reason: string };
