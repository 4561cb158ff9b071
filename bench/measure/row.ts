import type { Backend, Contender, Place } from '../contenders/contender.ts';

/** One contender in one place with one model: figures, or why there are none. */
export interface Row {
  readonly model: string;
  readonly place: Place;
  readonly contender: string;
  readonly name: string;
  readonly backend: Backend;
  readonly party: Contender['party'];
  /** What it ran on. */
  readonly device: string;
  /** Steps per second of each round; empty where it has none. */
  readonly stepsPerSecond: readonly number[];
  /** The largest relative difference of its losses from the reference's; null where they are not compared. */
  readonly lossDifference: number | null;
  /** Why there are no figures, what it trains instead, or why its losses are not compared. */
  readonly words: string;
}
