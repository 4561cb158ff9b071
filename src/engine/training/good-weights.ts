import type { Checkpoint } from '../../core/runs/protocol.ts';
import { isFiniteCheckpoint } from './checkpoints.ts';

/**
 * The last weights known to be good: finite, and with finite losses in the step that used them. A copy taken after step k is only
 * trusted once the losses of step k + 1 are in.
 */
export interface GoodWeights {
  readonly trusted: Checkpoint;
  /** A copy was taken. */
  offer(checkpoint: Checkpoint): void;
  /** Losses up to this step came back finite. */
  confirm(step: number): void;
}

export function createGoodWeights(start: Checkpoint): GoodWeights {
  let trusted = start;
  let candidates: Checkpoint[] = [];
  return {
    get trusted() {
      return trusted;
    },
    offer(checkpoint) {
      if (isFiniteCheckpoint(checkpoint)) candidates.push(checkpoint);
    },
    confirm(step) {
      const confirmed = candidates.filter((candidate) => candidate.step < step).at(-1);
      if (!confirmed) return;
      trusted = confirmed;
      candidates = candidates.filter((candidate) => candidate.step >= step);
    },
  };
}
