import { describe, expect, it } from 'vitest';
import { weightsMoment } from './weights-moment.ts';

describe('the moment of the weights', () => {
  it('is another one after every step', () => {
    expect(weightsMoment({ step: 7, state: 'running' })).not.toBe(weightsMoment({ step: 8, state: 'running' }));
  });

  it('is another one when a run ends, which may put back the best weights at the same step', () => {
    for (const state of ['finished', 'paused', 'failed'] as const)
      expect(weightsMoment({ step: 7, state: 'running' })).not.toBe(weightsMoment({ step: 7, state }));
  });

  it('stays the same while nothing is trained', () => {
    expect(weightsMoment({ step: 7, state: 'finished' })).toBe(weightsMoment({ step: 7, state: 'paused' }));
  });
});
