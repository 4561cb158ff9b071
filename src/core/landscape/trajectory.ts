import { variantOf } from '../balancing/contract.ts';
import { balancingMethod } from '../balancing/index.ts';
import { at, invariant } from '../util/assert-never.ts';
import { directionOf } from './direction.ts';
import { distanceToFront } from './front.ts';
import { floorOf, lookAt, noLosses, type Point, type ToyScale } from './toy.ts';
import type { Direction } from './toy-step.ts';

/** Of Adam, as the papers have it. */
const [rate, decay1, decay2, epsilon] = [1e-3, 0.9, 0.999, 1e-8];

/** So near to the front counts as having reached it. */
const nearFront = 0.35;

/** Where a method goes from a start, and with which parameters. */
export interface Walk {
  readonly method: string;
  readonly parameters: Record<string, unknown>;
  readonly start: Point;
}

/** A method on its way down both losses: Adam along its direction, in float64. */
export class Trajectory {
  step = 0;
  x: number;
  y: number;
  /** The step after which it stood at the front for the first time. */
  reached: number | null = null;
  private readonly there = noLosses();
  private readonly ahead = new Float64Array(2);
  private readonly mean = new Float64Array(2);
  private readonly square = new Float64Array(2);
  private readonly direction: Direction;

  constructor(
    { method: id, parameters, start }: Walk,
    private readonly scale: ToyScale,
  ) {
    const method = balancingMethod(id);
    invariant(method, `${id} is a balancing method`);
    this.direction = directionOf(variantOf(method, parameters), parameters, floorOf(scale));
    [this.x, this.y] = [start.x, start.y];
  }

  /** [f₁, f₂] where it stands. */
  get losses(): readonly [number, number] {
    lookAt(this.x, this.y, this.scale, this.there);
    return [at(this.there.losses, 0), at(this.there.losses, 1)];
  }

  advance(): void {
    const { there, ahead } = this;
    lookAt(this.x, this.y, this.scale, there);
    this.step++;
    this.direction(this.step, there, ahead);
    this.x -= this.adam(0);
    this.y -= this.adam(1);
    if (this.reached === null && distanceToFront(this.x, this.y) <= nearFront) this.reached = this.step;
  }

  /** How far Adam goes along an axis. */
  private adam(axis: number): number {
    const slope = at(this.ahead, axis);
    const mean = decay1 * at(this.mean, axis) + (1 - decay1) * slope;
    const square = decay2 * at(this.square, axis) + (1 - decay2) * slope * slope;
    this.mean[axis] = mean;
    this.square[axis] = square;
    const { step } = this;
    return (rate * (mean / (1 - decay1 ** step))) / (Math.sqrt(square / (1 - decay2 ** step)) + epsilon);
  }
}
