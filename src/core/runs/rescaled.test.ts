import { describe, expect, it } from 'vitest';
import { rowFrom, stepAt } from './kept-steps.ts';
import { appendMarker, appendSteps, appendValidation, lastStep, nothingRecorded, seriesOf } from './recorded.ts';
import { rescaled } from './rescaled.ts';

const values = Float32Array.from({ length: 40 }, (_, i) => i);
const run = appendMarker(
  appendValidation(appendSteps(nothingRecorded, { from: 1, count: 40, columns: [{ id: 'loss', keys: ['a'], values }] }), {
    step: 20,
    epoch: 2,
    tasks: {},
  }),
  { kind: 'best', step: 20 },
);

describe('a run beside another by epoch or time', () => {
  it('has its rows, validations and markers where they belong, and shares its numbers', () => {
    const half = rescaled(run, 0.5);
    expect([half.firstStep, lastStep(half)]).toEqual([0.5, 20]);
    expect(stepAt(half.kept, 39)).toBe(20);
    expect(rowFrom(half.kept, 10)).toBe(19);
    expect(half.validation.toArray().map(({ step }) => step)).toEqual([10]);
    expect(half.markers.toArray()).toEqual([{ kind: 'best', step: 10 }]);
    expect(seriesOf(half, 'loss', 'a')).toBe(seriesOf(run, 'loss', 'a'));
    expect(run.firstStep).toBe(1);
  });

  it('is the same object for the same request, and itself where nothing changes', () => {
    expect(rescaled(run, 3)).toBe(rescaled(run, 3));
    expect(rescaled(run, 1)).toBe(run);
    expect(rescaled(nothingRecorded, 2)).toBe(nothingRecorded);
  });
});
