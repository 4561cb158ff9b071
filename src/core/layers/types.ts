import type { z } from 'zod';
import type { ProgramBuilder, Tensor } from '../program/builder.ts';
import type { Initializer, Shape } from '../program/types.ts';
import type { FieldSpec } from '../util/field-spec.ts';
import type { LocalizedText } from '../util/localized.ts';

/**
 * What a value means that a picture can show, and so how it is laid out:
 * `attention` [N, heads, queries, keys], shares that sum to 1 over the keys (to 0 where there is no key);
 * `positions` [N, L], shares that sum to 1 over the positions (to 0 for an empty sequence);
 * `gates` [N, ..., ways], how open each way is, 0 … 1;
 * `coefficients` [rows, columns], learned factors, the same for all samples;
 * `mask` [N, H, W], how open each place of an image is, 0 … 1.
 */
export type PictureKind = 'attention' | 'positions' | 'gates' | 'coefficients' | 'mask';

/** What a layer may ask for while it is lowered. */
export interface LowerContext {
  readonly b: ProgramBuilder;
  /** False in evaluation and prediction: dropout is the identity, batch norm uses its running statistics. */
  readonly training: boolean;
  /** The node is frozen: it computes the same in training as afterwards, and nothing that it holds changes. */
  readonly frozen?: boolean;
  /** A parameter of this node; the name is part of exported files. */
  parameter(name: string, shape: Shape, initializer: Initializer): Tensor;
  /** A running statistic of this node: read now, and replaced at the end of a training step by what `writeState` was given. */
  state(name: string, shape: Shape, initializer: Initializer): Tensor;
  writeState(name: string, value: Tensor): void;
  /** Uniform numbers in [0, 1), new at every step, from this node's own stream. Only while training. */
  random(name: string, shape: Shape): Tensor;
  /** A scalar added to the training loss (L1 and L2). Ignored outside training. */
  penalty(value: Tensor): void;
  /**
   * The mask [N, L] that came with a tensor [N, L, ...]: f32, 1 where a position holds something and 0 where it is padding; null where
   * all of them do. What padding holds must never reach a loss, a statistic or another position.
   */
  maskOf(port: string, index?: number): Tensor | null;
  /**
   * The mask of the output, null for none. A layer that does not call this hands on the masks that arrive (their product) where its
   * output [N, L, F] has as many positions: right for all that works position by position. Who joins, moves or uses up positions calls it.
   */
  writeMask(mask: Tensor | null): void;
  /** How many ids there are, 0 (padding) among them, where tokens [N, L] come from an input that says so; else null. */
  vocabularyOf(port: string, index?: number): number | null;
  /**
   * Offers a value for a live picture, under a name of this node's own. Costs nothing: it is computed for a picture only when somebody
   * looks at it, in a program apart (`core/compile/pictures.ts`).
   */
  expose(name: string, value: Tensor, kind: PictureKind): void;
}

/** One input of a node. A `many` port takes any number of edges, in the document's edge order. */
export interface PortSpec {
  readonly id: string;
  readonly title: LocalizedText;
  readonly many: boolean;
  /** The fewest edges with which the node works (0: the port may stay empty). */
  readonly min: number;
}

export type { FieldSpec };

export type LayerCategory = 'basic' | 'convolution' | 'sequence' | 'shape' | 'merge' | 'regularisation' | 'augmentation';

/**
 * A layer kind is its forward lowering and nothing else: output shape, gradient, cost and memory follow from the primitives.
 * Tensors carry the batch axis first. A shape that does not fit throws a `DiagnosticError`; the caller names the node.
 */
export interface LayerKind<P = Record<string, unknown>, K extends string = string> {
  readonly kind: K;
  readonly category: LayerCategory;
  /** Name of the Tabler icon that stands for it. */
  readonly icon: string;
  /** Every key has a default, so that `schema.parse({})` is a new node's parameters. */
  readonly schema: z.ZodType<P>;
  /**
   * Parameters as an older page wrote them, as this one would have: where a field got another name or unit, documents need no new version.
   * It must leave alone what is new already. What it leaves over is judged by the schema as ever.
   */
  upgrade?(params: Readonly<Record<string, unknown>>): Record<string, unknown>;
  readonly fields: readonly FieldSpec[];
  readonly inputs: readonly PortSpec[];
  readonly text: {
    readonly title: LocalizedText;
    /** One sentence for the palette. */
    readonly summary: LocalizedText;
    /** Two sentences, with the paper where there is one. */
    readonly more: LocalizedText;
  };
  /** The tensors that arrive at each port, by port id. */
  lower(ctx: LowerContext, params: P, inputs: Readonly<Record<string, readonly Tensor[]>>): Tensor;
}

export const singleInput: readonly PortSpec[] = [{ id: 'in', title: { en: 'input', 'zh-CN': '输入' }, many: false, min: 1 }];
export const manyInputs: readonly PortSpec[] = [{ id: 'in', title: { en: 'inputs', 'zh-CN': '输入' }, many: true, min: 1 }];
/** A second sequence, which may be left out. */
export const memoryPort: PortSpec = { id: 'memory', title: { en: 'memory', 'zh-CN': '记忆' }, many: false, min: 0 };
