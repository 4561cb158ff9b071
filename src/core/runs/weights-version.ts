import type { RunStatus } from './protocol.ts';

/**
 * A version of a run's weights; two that are equal have the same weights: its step, and whether it is under way, because the end of a run may put back the best
 * weights without another step.
 */
export const weightsVersion = ({ step, state }: Pick<RunStatus, 'step' | 'state'>): string => `${step} ${state === 'running'}`;
