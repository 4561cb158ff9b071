import type { z } from 'zod';
import type { FieldSpec } from '../layers/types.ts';
import type { DataSignature } from '../project/signature.ts';
import type { LocalizedText } from '../util/localized.ts';

/** What is loaded of a data set. Row i of every array belongs to sample i. */
export interface Tensors {
  /** By input id: [count, ...shape], already scaled as the network sees it. */
  readonly inputs: Readonly<Record<string, Float32Array | Int32Array>>;
  /** By target id, stored as the target's format says. */
  readonly targets: Readonly<Record<string, Float32Array | Int32Array>>;
  /** By input id: what its token ids stand for, where the list is too long for the signature. No program depends on it. */
  readonly words?: Readonly<Record<string, readonly string[]>>;
  /** The part of every row, [count]: 0 training, 1 validation, 2 test. Absent: the document's split draws them. */
  readonly parts?: Uint8Array;
  /** How much every row counts in training, [count], with a mean of 1; absent: all the same. */
  readonly weights?: Float32Array;
}

/** All samples of a data set, in memory. */
export interface Dataset extends Tensors {
  /** As it was known beforehand. */
  readonly signature: DataSignature;
}

/** What a loader may use: `core` fetches nothing itself. */
export interface LoadContext {
  readonly seed: number;
  /** The bytes of a file under public/data. */
  fetchPack(path: string, onProgress: (fraction: number) => void): Promise<ArrayBuffer>;
  onProgress(fraction: number): void;
}

/**
 * How samples are shown. `points`: two-dimensional, drawn as a map; `image`: [height, width, channels] in 0 … 1; `text`: words of the
 * input; `table`: the input's features; `audio`: [frames, bands] in 0 … 1, drawn as a spectrogram, lowest band first.
 */
export type SampleView = 'image' | 'points' | 'text' | 'table' | 'audio';

export interface DatasetDescriptor<O = Record<string, unknown>> {
  readonly id: string;
  readonly view: SampleView;
  readonly synthetic: boolean;
  /** The folder under public/data that `load` fetches from; absent: it is made in the page. */
  readonly pack?: string;
  /** A visitor's. */
  readonly own?: true;
  /** What a document that begins with it says of it; absent: nothing, all its options are the defaults. */
  readonly options?: O;
  readonly text: {
    readonly title: LocalizedText;
    readonly summary: LocalizedText;
    /** Where it comes from, and what is known to be learnable. */
    readonly more: LocalizedText;
  };
  readonly licence: string;
  /** Every key has a default. */
  readonly schema: z.ZodType<O>;
  readonly fields: readonly FieldSpec[];
  /** Known without loading, so that a graph can be judged at once. */
  signature(options: O): DataSignature;
  load(options: O, context: LoadContext): Promise<Tensors>;
  /** The sound of sample `row`, mono in −1 … 1, made from the same seed as the data. */
  listen?(options: O, seed: number, row: number): Promise<{ readonly samples: Float32Array; readonly sampleRate: number }>;
}

/** Row indices of each part, disjoint, in a seeded random order. */
export interface Split {
  readonly train: Int32Array;
  readonly validation: Int32Array;
  readonly test: Int32Array;
}
export type SplitName = keyof Split;

export const splitNames = ['train', 'validation', 'test'] as const satisfies readonly SplitName[];

export const isSplitName = (name: unknown): name is SplitName => splitNames.some((known) => known === name);
