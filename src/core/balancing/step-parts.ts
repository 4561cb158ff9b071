import type { ProgramBuilder, Tensor } from '../program/builder.ts';
import type { Gradients, TaskStacks } from '../program/task-gradients/stacks.ts';
import type { Shape } from '../program/types.ts';

/** A pass through the network. */
export interface Pass {
  /** Of every task, [1]. */
  readonly losses: readonly Tensor[];
  /** Of every task for every trained parameter, of the unweighted losses, in their cheapest forms; a backward pass where they are asked for. */
  readonly gradients: Gradients;
  /** The same, every number of them in memory. */
  readonly stacks: TaskStacks;
}

/** Other values of the trained parameters, in their order, each of its parameter's shape. */
export type Parameters = readonly Tensor[];

/** What a step can be put together from, while its program is made. */
export interface StepParts {
  readonly b: ProgramBuilder;
  readonly taskCount: number;
  /** Over the step's own batch, whose losses are recorded. */
  readonly own: Pass;
  /** λ [T]. */
  readonly nominal: Tensor;
  /**
   * Over the step's own batch, or over the one at this place among `reads.batches`; with these parameters, or with those of the moment. Running
   * statistics stay as they are.
   */
  pass(batch: 'own' | number, at?: Parameters): Pass;
  /** Of gradients those on the last layers that as many tasks share as any, null for the others. */
  last(gradients: Gradients): Gradients;
  /** θ − η·Σ w_t·g_t of every trained parameter, η the learning rate and w [1, T]: from these parameters, or from those of the moment. */
  descended(gradients: Gradients, weights: Tensor, from?: Parameters): Parameters;
  /** So many numbers that the method hands in before the step, [1, count]; to be asked for once. */
  handedIn(count: number): Tensor;
  /** What was kept under this name after the step before for every shared parameter, as large as its stack; 0 before the first step. */
  kept(name: string, like: TaskStacks): TaskStacks;
  keep(name: string, stacks: TaskStacks): void;
  /** Uniform in [0, 1), new at every step. */
  random(name: string, shape: Shape): Tensor;
}

/** What a step tells the method that chooses its weights, and what these weigh. */
export interface Reading {
  /** Stands in the place of the Gramian: symmetric [N, N]. */
  readonly numbers: Tensor;
  /** The losses of the step's own batch, heads included [T]; or sets of gradients [S·T], one after the other. */
  readonly weighs: 'losses' | readonly Gradients[];
  /** What is weighed of parameters that serve one task alone: its own gradient by λ, or the sets by the chosen weights as everywhere. */
  readonly heads: 'nominal' | 'chosen';
}
