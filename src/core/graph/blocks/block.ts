import type { z } from 'zod';
import type { FieldSpec } from '../../layers/types.ts';
import type { Project } from '../../project/schema.ts';
import type { DataSignature } from '../../project/signature.ts';
import type { Result } from '../../util/diagnostics.ts';
import type { Language, LocalizedText } from '../../util/localized.ts';

/** Where a block goes: what is selected on the canvas. Nothing: behind the last layer that several tasks share. */
export interface BlockPlace {
  readonly nodes: readonly string[];
  readonly edge: string | null;
}

export const nowhere: BlockPlace = { nodes: [], edge: null };

/** What a block is inserted into. */
export interface BlockContext {
  readonly project: Project;
  readonly signature: DataSignature;
  readonly place: BlockPlace;
  /** In which new nodes are named. */
  readonly language: Language;
}

/**
 * A composite step of several nodes, from document to document. What it makes are ordinary nodes: afterwards nothing remembers the
 * block, and everything can be edited.
 */
export interface Block<P = Record<string, unknown>, K extends string = string> {
  readonly id: K;
  /** Name of the Tabler icon that stands for it. */
  readonly icon: string;
  readonly text: {
    readonly title: LocalizedText;
    readonly summary: LocalizedText;
    /** Two sentences with the paper. */
    readonly more: LocalizedText;
  };
  /** Sizes and choices; a block without any has an empty schema. */
  readonly schema: z.ZodType<P>;
  /** How they are asked for; choices may depend on the document. */
  fields(context: BlockContext): readonly FieldSpec[];
  /** Sizes that suit the place. */
  suggest(context: BlockContext): P;
  /** Refuses where the place does not suit; see `insertBlock`, which also checks the result. */
  build(context: BlockContext, params: P): Result<Project>;
}
