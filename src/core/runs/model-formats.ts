import type { TrainingProgram } from '../program/types.ts';
import type { Project } from '../project/schema.ts';
import type { DataSignature } from '../project/signature.ts';
import type { Budget } from '../util/budget.ts';
import type { Diagnostic, Result } from '../util/diagnostics.ts';
import type { LocalizedText } from '../util/localized.ts';
import type { Checkpoint, NamedWeights, TaskEvaluation } from './protocol.ts';

/** The data that a program reads, by the names of its tensors, and which rows are for what. */
export interface Examples {
  readonly data: Readonly<Record<string, Float32Array | Int32Array>>;
  readonly split: Readonly<Record<'train' | 'validation' | 'test', Int32Array>>;
}

/** Everything that a model file is made of. */
export interface ModelSource {
  readonly project: Project;
  readonly program: TrainingProgram;
  readonly signature: DataSignature;
  readonly checkpoint: Checkpoint;
  /** Absent where only the model is at hand. */
  readonly examples?: Examples;
  /** What validation measured with these weights, by task; absent where it did not. */
  readonly metrics?: Readonly<Record<string, TaskEvaluation>>;
}

/** What a file brings back: the document, and the weights where it has any. */
export interface ModelFile {
  readonly project: Project;
  readonly weights: NamedWeights | null;
  /** After how many steps they were written; absent where the file does not say. */
  readonly step?: number;
}

export type FileBytes = Uint8Array<ArrayBuffer>;

interface FileFormat {
  /** Stable: scripts know formats by it. */
  readonly id: string;
  readonly title: LocalizedText;
  /** Without a dot. */
  readonly extension: string;
  readonly mime: string;
  /** Absent: such files are not read. */
  readonly reader?: {
    /** Told by the content alone. The first format of the list that recognises a file reads it. */
    recognises(bytes: Uint8Array): Promise<boolean>;
    /**
     * Refused with `file.…` where the file is broken, or with the `DiagnosticError` of the budget, which is asked before anything of the size that
     * a file claims is made.
     */
    read(bytes: Uint8Array, budget: Budget): Promise<Result<ModelFile>>;
  };
}

/** A network as code. */
export interface NetworkCode {
  readonly text: string;
  /** Of every line the node of the document that it is of, or null. */
  readonly nodes: readonly (string | null)[];
}

/** A format whose network is code that can be read. */
export interface CodeFormat {
  /** Of the language or framework; a name, hence the same in every language. */
  readonly title: string;
  /** What the file is called there, and what its comments begin with. */
  readonly fileName: string;
  readonly comment: '#' | '//';
  /** The network of a document without errors. */
  write(project: Project, signature: DataSignature): Promise<NetworkCode>;
}

/** A format that holds trained weights. */
export interface WeightsFormat extends FileFormat {
  readonly holds: 'weights';
  readonly code?: CodeFormat;
  /** What of the model the file leaves out, for whoever asked for it. */
  notes?(source: ModelSource): readonly Diagnostic[];
  /** Refused with the reason where the format cannot hold the model. */
  write(source: ModelSource): Promise<Result<FileBytes>>;
}

/** A format that holds a document alone, also one that cannot be trained. */
export interface DocumentFormat extends FileFormat {
  readonly holds: 'document';
  write(project: Project): Promise<Result<FileBytes>>;
}

/**
 * A file in which a document or a trained model is taken home. What stands here is light; what writes and reads is loaded when it is asked
 * for.
 */
export type ModelFormat = WeightsFormat | DocumentFormat;
