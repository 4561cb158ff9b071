import type { Executor } from '../../src/engine/executors/executor.ts';
import type { Place, Setup } from '../contenders/contender.ts';
import { quantile } from '../measure/statistics.ts';
import type { Exercise } from '../models/exercise.ts';

/** Trains so many steps, which are prepared before they are timed; resolves to their milliseconds where another process took them. */
export type Burst = () => Promise<unknown>;

/** Two ways of training the same model that one of our executors offers. */
export interface Pair {
  readonly id: string;
  readonly title: string;
  readonly models: readonly string[];
  /** Absent: on all. */
  readonly executors?: readonly PairExecutor[];
  /** Absent: Chromium's isolated page, whose clock is the finer one. */
  readonly place?: Place;
  /** Bursts of `steps` steps; the cost is that of `other` by that of `plain`. */
  readonly start: (executor: Executor, exercise: Exercise, setup: Setup) => Promise<TwoWays>;
}

export interface TwoWays {
  readonly plain: (steps: number) => Burst;
  readonly other: (steps: number) => Burst;
  /** What the other way runs on, where that is not the executor's device. */
  readonly words?: string;
}

/** What an executor of ours is measured with a pair on. */
export const pairExecutors = ['wasm', 'webgpu'] as const;
export type PairExecutor = (typeof pairExecutors)[number];

/** The result for one model on one executor. */
export interface PairCost {
  readonly pair: string;
  readonly title: string;
  readonly model: string;
  readonly executor: PairExecutor;
  /** Milliseconds of a burst of each way, turn by turn; empty where it failed. */
  readonly plain: readonly number[];
  readonly other: readonly number[];
  /** Why there are none, or what the other way ran on. */
  readonly words: string;
}

/**
 * Time of the other way by that of the plain one: of the fastest tenths, since short bursts that nothing disturbed are alike, and
 * whatever else the machine does only makes them longer.
 */
export const costRatio = ({ plain, other }: Pick<PairCost, 'plain' | 'other'>): number =>
  quantile(other, 0.1) / quantile(plain, 0.1);
