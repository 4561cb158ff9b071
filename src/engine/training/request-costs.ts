import type { WorkerRequest } from '../../core/runs/protocol.ts';

/**
 * What answering a request may cost. `apart`: it needs no run. `short`: no more than reading the weights, so that it is done at once between
 * two blocks. `long`: it computes on the device that trains, slice by slice, by turns with training.
 */
export type RequestCost = 'apart' | 'short' | 'long';

export const requestCosts: Readonly<Record<WorkerRequest['kind'], RequestCost>> = {
  read: 'apart',
  trial: 'apart',
  describe: 'short',
  checkpoint: 'short',
  evaluate: 'long',
  predict: 'long',
  predictFile: 'long',
  judge: 'long',
  importance: 'long',
  occlusion: 'long',
  samples: 'long',
  neighbours: 'long',
  pictures: 'long',
  conflict: 'long',
  health: 'long',
  attack: 'long',
  balancingCost: 'long',
  lookahead: 'long',
  stepAlone: 'long',
  representation: 'long',
  export: 'long',
};

/** Those that have a program of their own made, at the first look. */
export const lookingKinds: ReadonlySet<WorkerRequest['kind']> = new Set([
  'pictures',
  'conflict',
  'health',
  'attack',
  'balancingCost',
  'lookahead',
  'stepAlone',
  'representation',
]);
