import type { RunStatus } from './protocol.ts';

/**
 * A version of a run's weights; two that are equal have the same weights: its step, whether it is under way, because the end of a run may put back the best
 * weights without another step, and how often they were moved by hand.
 */
export const weightsVersion = ({ step, state, moves = 0 }: Pick<RunStatus, 'step' | 'state' | 'moves'>): string =>
  `${step} ${state === 'running'} ${moves}`;
