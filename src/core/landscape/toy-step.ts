import type { StepGramian } from '../balancing/contract.ts';
import { at } from '../util/assert-never.ts';
import { type Random, randomStream } from '../util/random.ts';
import type { LossesThere } from './toy.ts';

export const tasks = 2;

/** Writes where a method goes (a descent step is against it) into `out` [2]. Steps are counted from 1 and come in order. */
export type Direction = (step: number, there: LossesThere, out: Float64Array) => void;

/** A step as a method sees it: the same object at every step, which nobody keeps. */
export class ToyStep implements StepGramian {
  step = 0;
  /** Every step sees all that there is. */
  readonly stepsPerEpoch = 1;
  readonly taskCount = tasks;
  readonly nominal = [1, 1];
  /** Above their floor, because methods that take logarithms or proportions speak of losses that end at 0. */
  readonly losses = new Float64Array(tasks);
  gramian: Float64Array = new Float64Array(tasks * tasks);
  private drawn: Random | null = null;

  constructor(
    private readonly method: string,
    private readonly floor: readonly [number, number],
  ) {}

  /** Losses and Gramian of a place. */
  see(step: number, { losses, gradients }: LossesThere): void {
    this.step = step;
    this.drawn = null;
    const [ax, ay, bx, by] = [at(gradients, 0), at(gradients, 1), at(gradients, 2), at(gradients, 3)];
    this.losses[0] = at(losses, 0) - this.floor[0];
    this.losses[1] = at(losses, 1) - this.floor[1];
    if (this.gramian.length !== tasks * tasks) this.gramian = new Float64Array(tasks * tasks);
    this.gramian[0] = ax * ax + ay * ay;
    this.gramian[1] = this.gramian[2] = ax * bx + ay * by;
    this.gramian[3] = bx * bx + by * by;
  }

  get random(): Random {
    this.drawn ??= randomStream(1, 'landscape', this.method, this.step);
    return this.drawn;
  }
}

/** Σ w_i·g_i. */
export function weigh(weights: ArrayLike<number>, { gradients }: LossesThere, out: Float64Array): void {
  out[0] = at(weights, 0) * at(gradients, 0) + at(weights, 1) * at(gradients, 2);
  out[1] = at(weights, 0) * at(gradients, 1) + at(weights, 1) * at(gradients, 3);
}
