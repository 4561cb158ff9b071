import type { StepGramian } from '../../core/balancing/contract.ts';
import { type Random, randomStream } from '../../core/util/random.ts';

/** What a run's steps have in common. */
export interface RunFacts {
  readonly tasks: readonly string[];
  readonly seed: number;
  readonly stepsPerEpoch: number;
}

const none = new Float64Array(0);

/** A step as a method sees it; losses and Gramian are empty where they are not known. */
export class SeenStep implements StepGramian {
  readonly stepsPerEpoch: number;
  readonly taskCount: number;
  private drawn: Random | null = null;

  constructor(
    private readonly facts: RunFacts,
    private readonly method: string,
    readonly step: number,
    readonly nominal: ArrayLike<number>,
    readonly losses: ArrayLike<number> = none,
    readonly gramian: ArrayLike<number> = none,
  ) {
    this.stepsPerEpoch = facts.stepsPerEpoch;
    this.taskCount = facts.tasks.length;
  }

  /** A stream of this step's own, made when it is asked for. */
  get random(): Random {
    this.drawn ??= randomStream(this.facts.seed, 'balancing', this.method, this.step);
    return this.drawn;
  }
}
