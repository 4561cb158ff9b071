import type { StepGramian } from '../../core/balancing/contract.ts';
import type { WeightGroup } from '../../core/program/types.ts';
import { type Random, randomStream } from '../../core/util/random.ts';

/** What a run's steps have in common. */
export interface RunFacts {
  readonly tasks: readonly string[];
  readonly seed: number;
  readonly stepsPerEpoch: number;
  /** Absent: weights are chosen for all that is shared together. */
  readonly groups?: readonly WeightGroup[] | undefined;
  /** Whether its program takes plain steps with weights that were chosen before. */
  readonly nowAndThen?: boolean;
}

const none = new Float64Array(0);

/** What is known of a step. */
export interface Seen {
  readonly losses?: ArrayLike<number>;
  readonly measured?: ArrayLike<number> | undefined;
  readonly gramian?: ArrayLike<number>;
}

/** A step as a method sees it; losses and Gramian are empty where they are not known. */
export class SeenStep implements StepGramian {
  readonly stepsPerEpoch: number;
  readonly taskCount: number;
  readonly losses: ArrayLike<number>;
  readonly measured?: ArrayLike<number>;
  readonly gramian: ArrayLike<number>;
  private drawn: Random | null = null;

  constructor(
    private readonly facts: RunFacts,
    private readonly method: string,
    readonly step: number,
    readonly nominal: ArrayLike<number>,
    { losses = none, measured, gramian = none }: Seen,
    /** For which of the groups it is. */
    private readonly group = 0,
  ) {
    this.losses = losses;
    if (measured) this.measured = measured;
    this.gramian = gramian;
    this.stepsPerEpoch = facts.stepsPerEpoch;
    this.taskCount = nominal.length;
  }

  /** A stream of this step's own, made when it is asked for; each group draws for itself. */
  get random(): Random {
    const { method, step, group } = this;
    this.drawn ??= randomStream(this.facts.seed, 'balancing', method, step, ...(group > 0 ? [group] : []));
    return this.drawn;
  }
}
