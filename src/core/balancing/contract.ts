import type { z } from 'zod';
import type { Tensor } from '../program/builder.ts';
import type { TaskRows } from '../program/task-gradients/stacks.ts';
import type { FurtherBatch } from '../program/types.ts';
import type { FieldSpec } from '../util/field-spec.ts';
import type { LocalizedText } from '../util/localized.ts';
import type { Random } from '../util/random.ts';
import type { Reading, StepParts } from './step-parts.ts';

/** What a method looks at before it says anything: how methods are grouped. `nothing`: the visitor's weights alone. */
export type BalancingFamily = 'nothing' | 'losses' | 'gradientSizes' | 'gradientDirections' | 'validation';

/**
 * What becomes of λ, the weights that the visitor gives to tasks. Whoever takes the steps does this for every method alike.
 * `factor`: the method never sees them, and its weights are multiplied by them.
 * `scaling`: it sees the tasks as if their losses were λ_i·L_i (losses λL, Gramian ΛKΛ), and its weights are multiplied by them.
 * `prior`: it reads them itself, as the preference between the tasks. `ignored`: they do nothing.
 */
export type HonoursWeights = 'factor' | 'scaling' | 'prior' | 'ignored';

/**
 * What holds of a method's first step whatever the losses L and gradients g are, d being its direction Σ w_i·g_i.
 * `nonConflicting`: d·g_i ≥ 0 for all tasks, none gets worse. `scaleInvariant`: where losses are multiplied by numbers of their own, d points
 * where it did. `linear`: where all are multiplied by one number, so is d. `permutationInvariant`: the order of tasks does not count.
 * `simplex`: weights w ≥ 0 with the sum 1. `stationary`: d = 0 at a Pareto point, where a mixture of the gradients is 0 and nothing lowers all losses.
 */
export type BalancingProperty =
  | 'nonConflicting'
  | 'stationary'
  | 'scaleInvariant'
  | 'linear'
  | 'permutationInvariant'
  | 'simplex';

/** What every method may know of a step. */
export interface StepInfo {
  /** Counted from 1. */
  readonly step: number;
  readonly stepsPerEpoch: number;
  readonly taskCount: number;
  /** λ [T]. */
  readonly nominal: ArrayLike<number>;
  /** Random numbers of this step: the same for the same document and step, however steps are grouped. */
  readonly random: Random;
}

/** A step whose losses [T] are known. */
export interface StepLosses extends StepInfo {
  readonly losses: ArrayLike<number>;
  /** [T]: 0 where the batch had no label of the task, so that its loss of 0 says nothing; absent: all were measured. */
  readonly measured?: ArrayLike<number>;
}

/** A step whose losses and Gramian K = G·Gᵀ [T, T] of the task gradients over the shared parameters are known, row-major. */
export interface StepGramian extends StepLosses {
  readonly gramian: ArrayLike<number>;
}

/** Of one step: weights [T] of the task gradients over the shared parameters, and the state after it. */
export interface Weighed {
  readonly weights: Float64Array;
  readonly state: Float64Array;
}

interface MethodInfo<P, Id extends string> {
  readonly id: Id;
  readonly family: BalancingFamily;
  readonly honours: HonoursWeights;
  readonly text: {
    readonly title: LocalizedText;
    /** One sentence. */
    readonly brief: LocalizedText;
    /** Two sentences: what it does, and what it forgets. */
    readonly more: LocalizedText;
  };
  /** One sentence: when it helps. */
  readonly helps: LocalizedText;
  /**
   * What it computes, in LaTeX: L losses, g gradients, n their lengths, K = GGᵀ, w weights, d direction, λ the visitor's weights, r the same as parts of 1,
   * F losses on validation data. The build makes MathML of it (`scripts/formulas.ts`).
   */
  readonly formula: string;
  /** null where there is none. */
  readonly paper: { readonly title: string; readonly venue: string; readonly year: number } | null;
  /**
   * What a visitor may ask of it beyond what every method offers whose `needs` are the same. `representation`: its weights, or its direction, may follow
   * from the gradients of the values at which tasks part («-UB»). `every`: between two choices its weights make plain steps.
   */
  readonly offers?: readonly ('representation' | 'every' | 'heads')[];
  /** It must be told of every step, so that its weights are not kept for some. */
  readonly everyStep?: true;
  /** Every key has a default, so that `schema.parse({})` is the published choice. */
  readonly schema: z.ZodType<P>;
  readonly fields: readonly FieldSpec[];
  /** What it is with these parameters, where what it needs follows from them: one and the same object for all that need the same. */
  variant?(parameters: P): BalancingMethod | undefined;
  properties(parameters: P): readonly BalancingProperty[];
  /** The state before the first step, flat, for so many tasks; empty where the method remembers nothing. */
  initialState(taskCount: number, parameters: P): Float64Array;
}

/**
 * Weights that are known before a step, so that it is a plain one. `pastLosses`: they follow from what earlier epochs lost, and change with
 * epochs only: `weigh` gives the same weights all through an epoch, and `learn` is told of every step, in order.
 */
export interface PlainMethod<P = Record<string, unknown>, Id extends string = string> extends MethodInfo<P, Id> {
  readonly needs: 'nothing' | 'pastLosses';
  weigh(step: StepInfo, state: Float64Array, parameters: P): Float64Array;
  /** The state after a step. */
  learn?(step: StepLosses, state: Float64Array, parameters: P): Float64Array;
}

/** How often a step goes through the network: forward and back, and forward alone. A plain step is one of the first. */
export interface Passes {
  readonly whole: number;
  readonly forward: number;
}

/** What a step reads beside its own batch and the parameters that decide what it computes: another choice of them is another program. */
export interface StepReads {
  readonly batches: readonly FurtherBatch[];
  readonly structural?: readonly string[];
  /** The step is the sum of the task gradients of its own batch by the weights that are given. */
  readonly weighsOwn?: true;
  /** Absent: as often as a plain step. */
  passes?(parameters: Record<string, unknown>): Passes;
}

/**
 * Weights that are chosen in the middle of a step: from its losses alone (`losses`), or from its losses and Gramian too (`gramian`). The
 * others say themselves what stands in the place of the Gramian and what is weighed (`lower`): the losses of the batch before after its step
 * (`lossesAfter`), gradients that the device keeps (`gradients`), those of further batches, or of validation.
 */
export interface WeighingMethod<P = Record<string, unknown>, Id extends string = string> extends MethodInfo<P, Id> {
  readonly needs: 'losses' | 'gramian' | 'lossesAfter' | 'gradients' | 'batches' | 'validation';
  /** Present where `lower` is. */
  readonly reads?: StepReads;
  /** How many weights it gives for every task, where they are more than one: of so many sets of gradients. */
  readonly sets?: number;
  lower?(parts: StepParts, parameters: P): Reading;
  /** What the step is handed in before it, as many numbers as `lower` asked for. */
  before?(step: StepInfo, state: Float64Array, parameters: P): ArrayLike<number>;
  /** `gramian` is what `lower` put in its place. Of more weights than tasks the first T are those that are shown. */
  weigh(step: StepGramian, state: Float64Array, parameters: P): Weighed;
}

/** A direction on the shared parameters that is no weighted sum of the task gradients, made on the device in a plain step; it may depend on λ. */
export interface CombiningMethod<P = Record<string, unknown>, Id extends string = string> extends MethodInfo<P, Id> {
  readonly needs: 'gradients';
  readonly reads: StepReads;
  /** Of the gradients λ_t·g_t of one shared parameter, each [1, numbers]: the direction, as long (a descent step is −lr·d). */
  combine(parts: StepParts, gradients: TaskRows, index: number, parameters: P): Tensor;
}

export type BalancingMethod<P = Record<string, unknown>, Id extends string = string> =
  | PlainMethod<P, Id>
  | WeighingMethod<P, Id>
  | CombiningMethod<P, Id>;

/** True where the weights are known before the step. */
export const isPlain = (method: BalancingMethod): method is PlainMethod =>
  method.needs === 'nothing' || method.needs === 'pastLosses';

/** True where the step has a direction of its own, and no weights. */
export const isCombining = (method: BalancingMethod): method is CombiningMethod => 'combine' in method;

/** A method with all that follows from its parameters. */
export const variantOf = (method: BalancingMethod, parameters: Record<string, unknown>): BalancingMethod =>
  method.variant?.(parameters) ?? method;

/** How often a step of a method goes through the network. */
export const passesOf = (method: BalancingMethod, parameters: Record<string, unknown>): Passes =>
  ('reads' in method ? method.reads?.passes?.(parameters) : undefined) ?? { whole: 1, forward: 0 };
