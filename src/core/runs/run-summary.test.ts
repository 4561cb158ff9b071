import { describe, expect, it } from 'vitest';
import { appendSteps, nothingRecorded } from './recorded.ts';
import { sparklineOf } from './run-summary.ts';

const recorded = (keys: readonly string[], values: readonly number[]) =>
  appendSteps(nothingRecorded, {
    from: 1,
    count: values.length / keys.length,
    columns: [{ id: 'loss', keys, values: Float32Array.from(values) }],
  });

describe('a sparkline', () => {
  it('is the mean over tasks of the loss relative to its first, by hand', () => {
    // 4, 2, 1 and 10, 10, 5.
    expect(sparklineOf(recorded(['a', 'b'], [4, 10, 2, 10, 1, 5]))).toEqual([1, 0.75, 0.375]);
  });

  it('has at most 48 points, each the mean of its stretch', () => {
    const line = sparklineOf(recorded(['a'], [2, ...Array.from({ length: 95 }, (_, i) => (i < 47 ? 2 : 1))]));
    expect(line).toHaveLength(48);
    expect([line[0], line[23], line[24], line[47]]).toEqual([1, 1, 0.5, 0.5]);
  });

  it('passes over what is no number, and is relative to the first loss that is none of that nor 0', () => {
    expect(sparklineOf(recorded(['a', 'b'], [4, Number.NaN, Number.NaN, 8, 2, 4]))).toEqual([1, 1, 0.5]);
    expect(sparklineOf(recorded(['a', 'b'], [4, 0, 2, 8, 1, 2]))).toEqual([0.5, 0.75, 0.25]);
    expect(sparklineOf(recorded(['a', 'b'], [4, 0, 2, 0, 1, 0]))).toEqual([1, 0.5, 0.25]);
  });

  it('is none before there are two steps', () => {
    expect(sparklineOf(recorded(['a'], [1]))).toEqual([]);
    expect(sparklineOf(nothingRecorded)).toEqual([]);
  });
});
