import { describe, expect, it } from 'vitest';
import { weightsVersion } from './weights-version.ts';

describe('the version of the weights', () => {
  it('is another one after every step', () => {
    expect(weightsVersion({ step: 7, state: 'running' })).not.toBe(weightsVersion({ step: 8, state: 'running' }));
  });

  it('is another one when a run ends, which may put back the best weights at the same step', () => {
    for (const state of ['finished', 'paused', 'failed'] as const)
      expect(weightsVersion({ step: 7, state: 'running' })).not.toBe(weightsVersion({ step: 7, state }));
  });

  it('is another one when the weights were moved by hand', () => {
    expect(weightsVersion({ step: 7, state: 'paused', moves: 1 })).not.toBe(weightsVersion({ step: 7, state: 'paused' }));
    expect(weightsVersion({ step: 7, state: 'paused', moves: 2 })).not.toBe(
      weightsVersion({ step: 7, state: 'paused', moves: 1 }),
    );
  });

  it('stays the same while nothing is trained', () => {
    expect(weightsVersion({ step: 7, state: 'finished' })).toBe(weightsVersion({ step: 7, state: 'paused' }));
  });
});
