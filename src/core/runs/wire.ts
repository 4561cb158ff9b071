import type { Command, TrainEvent } from './protocol.ts';

/** What crosses to the worker: commands, and now and then the question whether it is still there. */
export type ToWorker = Command | { readonly type: 'ping' };

/** What comes back; what a report consists of comes together. */
export type FromWorker = { readonly type: 'events'; readonly events: readonly TrainEvent[] } | { readonly type: 'pong' };
