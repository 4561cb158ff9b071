import type { Command, TrainEvent } from './protocol.ts';

/** The page takes a worker for dead that was silent for longer, in ms, unless it has announced more. */
export const usualSilenceMs = 2500;

/**
 * What crosses to the worker: commands, now and then the question whether it is still there, and (`lifeline`) one end of a channel to hold: a
 * browser that says when a channel's other end is gone thereby says at once that the worker is.
 */
export type ToWorker = Command | { readonly type: 'ping' } | { readonly type: 'lifeline' };

/**
 * What comes back; what a report consists of comes together. `silence`: from now on, until it says otherwise, the worker may be busy for so
 * many milliseconds without a chance to answer.
 */
export type FromWorker =
  | { readonly type: 'events'; readonly events: readonly TrainEvent[] }
  | { readonly type: 'silence'; readonly ms: number }
  | { readonly type: 'pong' };
