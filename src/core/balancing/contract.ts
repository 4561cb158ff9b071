import type { z } from 'zod';
import type { FieldSpec } from '../util/field-spec.ts';
import type { LocalizedText } from '../util/localized.ts';
import type { Random } from '../util/random.ts';

/** What a method looks at before it says anything: how methods are grouped. `nothing`: the visitor's weights alone. */
export type BalancingFamily = 'nothing' | 'losses' | 'gradientSizes' | 'gradientDirections' | 'validation';

/**
 * What becomes of λ, the weights that the visitor gives to tasks. Whoever takes the steps does this for every method alike.
 * `factor`: the method never sees them, and its weights are multiplied by them.
 * `scaling`: it sees the tasks as if their losses were λ_i·L_i (losses λL, Gramian ΛKΛ), and its weights are multiplied by them.
 * `prior`: it reads them itself, as the preference between the tasks. `ignored`: they do nothing.
 */
export type HonoursWeights = 'factor' | 'scaling' | 'prior' | 'ignored';

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
}

/** A step whose losses and Gramian K = G·Gᵀ [T, T] of the task gradients over the shared parameters are known, row-major. */
export interface StepGramian extends StepLosses {
  readonly gramian: ArrayLike<number>;
}

/** A step whose task gradients G [T, P] over the shared parameters are there themselves, row-major. */
export interface StepGradients extends StepGramian {
  readonly gradients: ArrayLike<number>;
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
    readonly summary: LocalizedText;
    /** Two sentences: what it does, and what it forgets. */
    readonly more: LocalizedText;
  };
  /** null where there is none. */
  readonly paper: { readonly title: string; readonly venue: string; readonly year: number } | null;
  /** Every key has a default, so that `schema.parse({})` is the published choice. */
  readonly schema: z.ZodType<P>;
  readonly fields: readonly FieldSpec[];
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

/** Weights that follow from the step's own losses (`losses`), or from its losses and Gramian. */
export interface WeighingMethod<P = Record<string, unknown>, Id extends string = string> extends MethodInfo<P, Id> {
  readonly needs: 'losses' | 'gramian';
  weigh(step: StepGramian, state: Float64Array, parameters: P): Weighed;
  readonly passes?: never;
}

/** A method that can be taken today; the kinds below are what the contract foresees of the others. */
export type BalancingMethod<P = Record<string, unknown>, Id extends string = string> = PlainMethod<P, Id> | WeighingMethod<P, Id>;

/** True where the weights are known before the step. */
export const isPlain = (method: BalancingMethod): method is PlainMethod =>
  method.needs === 'nothing' || method.needs === 'pastLosses';

/** What some methods compute beside the step itself, each pass at the weights from before the step unless it says otherwise. */
export interface FurtherPasses {
  /** Gramians of so many other batches of the training data (MoDo, SDMGrad). */
  readonly batches?: number;
  /** Losses and gradients of a batch of the validation split (Auto-λ, MOML, FORUM). */
  readonly validation?: boolean;
  /** The losses of the same batch after the step (FAMO). */
  readonly lossesAfter?: boolean;
}

/** What came of the further passes that were asked for. */
export interface PassResults {
  readonly batches: readonly StepGramian[];
  readonly validation: StepGradients | null;
  /** [T]; null unless asked for. */
  readonly lossesAfter: ArrayLike<number> | null;
}

/** Foreseen: weights that need passes beside the step's own. `learn` is called when the step has been taken. */
export interface MultiPassMethod<P = Record<string, unknown>, Id extends string = string> extends MethodInfo<P, Id> {
  readonly needs: 'losses' | 'gramian' | 'gradients';
  readonly passes: FurtherPasses;
  weigh(step: StepGradients, passes: PassResults, state: Float64Array, parameters: P): Weighed;
  learn?(step: StepLosses, passes: PassResults, state: Float64Array, parameters: P): Float64Array;
}

/** Foreseen: a direction d [P] that is no weighted sum of the task gradients (a descent step is −lr·d). */
export interface DirectionMethod<P = Record<string, unknown>, Id extends string = string> extends MethodInfo<P, Id> {
  readonly needs: 'gradients';
  combine(
    step: StepGradients,
    state: Float64Array,
    parameters: P,
  ): { readonly direction: Float64Array; readonly state: Float64Array };
}
