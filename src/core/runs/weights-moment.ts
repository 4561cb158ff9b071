import type { RunStatus } from './protocol.ts';

/**
 * Two equal moments of a run have the same weights: its step, and whether it is under way, because the end of a run may put back the best
 * weights without another step.
 */
export const weightsMoment = ({ step, state }: Pick<RunStatus, 'step' | 'state'>): string => `${step} ${state === 'running'}`;
