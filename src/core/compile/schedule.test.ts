import { describe, expect, it } from 'vitest';
import type { Schedule } from '../project/schema.ts';
import { learningRateAt } from './schedule.ts';

const rates = (schedule: Schedule, steps: readonly number[]) =>
  steps.map((step) => learningRateAt({ learningRate: 0.2, schedule, epochs: 4 }, step, 5));

describe('learningRateAt, over 4 epochs of 5 steps', () => {
  it('stays where it is when constant', () => {
    expect(rates({ kind: 'constant' }, [1, 20, 1000])).toEqual([0.2, 0.2, 0.2]);
  });

  it('halves at the first step of every second epoch, and no more after the last', () => {
    const schedule: Schedule = { kind: 'step', factor: 0.5, everyEpochs: 2 };
    expect(rates(schedule, [1, 10, 11, 20, 21, 100])).toEqual([0.2, 0.2, 0.1, 0.1, 0.1, 0.1]);
  });

  it('falls along half a cosine from the first step to the last, and stays there', () => {
    const at = rates({ kind: 'cosine', warmupSteps: 0, floor: 0 }, [1, 20, 25]);
    expect(at[0]).toBe(0.2);
    expect(at[1]).toBeCloseTo(0, 12);
    expect(at[2]).toBeCloseTo(0, 12);
  });

  it('rises in a line while it warms up, is at its peak where that ends, halfway at half time, at the floor in the end', () => {
    const at = rates({ kind: 'cosine', warmupSteps: 4, floor: 0.1 }, [1, 2, 4, 12, 20]);
    [0.05, 0.1, 0.2, 0.11, 0.02].forEach((rate, i) => {
      expect(at[i]).toBeCloseTo(rate, 12);
    });
  });

  it('may warm up for longer than the run', () => {
    expect(rates({ kind: 'cosine', warmupSteps: 100, floor: 0 }, [50, 100])).toEqual([0.1, 0.2]);
  });
});
