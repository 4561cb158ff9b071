import type { Progress, WantedWalk } from './expedition.ts';
import type { ToyScale } from './toy.ts';

/** What the page says to the worker that walks. */
export type ToWalker =
  /** Everything from the start; what is still said of earlier runs is no matter of this one. */
  | { readonly type: 'begin'; readonly run: number; readonly scale: ToyScale }
  | { readonly type: 'want'; readonly walks: readonly WantedWalk[]; readonly limit: number }
  /** How fast the steps come; null: as fast as they can. */
  | { readonly type: 'go'; readonly stepsPerSecond: number | null }
  | { readonly type: 'pause' };

/** What is new of every walk; `done`: nobody has a step left. */
export interface FromWalker {
  readonly run: number;
  readonly progress: readonly Progress[];
  readonly done: boolean;
}
