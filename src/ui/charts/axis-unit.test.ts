import { describe, expect, it } from 'vitest';
import { axisUnit } from './axis-unit.ts';

const paces = {
  shown: { stepsPerEpoch: 20, stepsPerSecond: 101.2 },
  slow: { stepsPerEpoch: 40, stepsPerSecond: 50 },
  told: { stepsPerEpoch: null, stepsPerSecond: null },
};
const of = { shown: 'shown', paces, perEpoch: 20, speed: null };

describe('the unit of the horizontal axis', () => {
  it('is a step, in which all runs are as they are', () => {
    const unit = axisUnit('step', of);
    expect([unit.axis, unit.steps, unit.factorOf('slow'), unit.factorOf('told')]).toEqual(['step', 1, 1, 1]);
  });

  it('is an epoch: a run with twice as many steps in it has steps half as long; one of which that is not known has no place', () => {
    const unit = axisUnit('epoch', of);
    expect([unit.axis, unit.steps, unit.factorOf('slow'), unit.factorOf('told'), unit.factorOf('nobody')]).toEqual([
      'epoch',
      20,
      0.5,
      null,
      null,
    ]);
  });

  it('is a second: a run that is half as fast has steps twice as long, to two digits', () => {
    const unit = axisUnit('seconds', of);
    expect([unit.axis, unit.steps, unit.factorOf('slow')]).toEqual(['seconds', 100, 2]);
  });

  it('is told by the worker as long as the library knows nothing of the shown run, and a step before that', () => {
    const fresh = { shown: 'fresh', paces, perEpoch: null, speed: null };
    expect(axisUnit('epoch', fresh)).toMatchObject({ axis: 'step', steps: 1 });
    expect(axisUnit('seconds', fresh)).toMatchObject({ axis: 'step', steps: 1 });
    expect(axisUnit('epoch', { ...fresh, perEpoch: 10 }).steps).toBe(10);
    expect(axisUnit('seconds', { ...fresh, speed: 25 }).factorOf('slow')).toBe(0.5);
  });
});
