import { describe, expect, it } from 'vitest';
import { lowerAlone } from '../testing/lower-alone.ts';
import { countUp, refusal, runAlone } from '../testing/run-alone.ts';

const expectClose = (actual: readonly number[], expected: readonly number[]): void => {
  expect(actual).toHaveLength(expected.length);
  expected.forEach((value, i) => {
    expect(actual[i]).toBeCloseTo(value, 10);
  });
};

describe('conv2d', () => {
  it('correlates the image with each filter', () => {
    const outcome = runAlone('conv2d', {
      shapes: [[1, 3, 3, 1]],
      inputs: [countUp([3, 3])],
      params: { filters: 2, kernel: [2, 2], padding: 'valid' },
      // filter 0 takes the upper left cell, filter 1 the sum of the lower two
      parameters: { kernel: [1, 0, 0, 0, 0, 1, 0, 1], bias: [0, 100] },
    });
    expect(outcome.shape).toEqual([1, 2, 2, 2]);
    expectClose(outcome.values, [0, 107, 1, 109, 3, 113, 4, 115]);
  });

  it('keeps the size of the image with «same» padding, and starts with the fans of its windows', () => {
    const { output, parameters } = lowerAlone('conv2d', { filters: 4, kernel: [3, 5], activation: 'tanh' }, [[2, 7, 6, 3]]);
    expect(output.shape).toEqual([2, 7, 6, 4]);
    expect(parameters[0]).toMatchObject({ name: 'kernel', initializer: { kind: 'glorot', fanIn: 45, fanOut: 60 } });
    expect(parameters[0]?.tensor.shape).toEqual([3, 5, 3, 4]);
  });

  it('needs no unfolding for a 1 × 1 kernel that visits every pixel', () => {
    const kinds = (params: object): string[] =>
      lowerAlone('conv2d', { kernel: [1, 1], ...params }, [[1, 4, 4, 2]])
        .b.build()
        .ops.map((op) => op.kind);
    expect(kinds({})).not.toContain('unfold');
    expect(kinds({ stride: [2, 2] })).toContain('unfold');
  });

  it('refuses what is not an image, a window that does not fit, and a stride together with a dilation', () => {
    const rank = refusal('conv2d', {}, [8, 784]);
    expect(rank.code).toBe('shape.rank');
    expect(rank.message).toContain('3 axes');
    expect(rank.message).toContain('784');
    expect(refusal('conv2d', { kernel: [5, 5], padding: 'valid' }, [8, 4, 4, 1]).code).toBe('shape.window');
    expect(refusal('conv2d', { stride: [2, 1], dilation: [1, 2] }, [8, 9, 9, 1]).code).toBe('layer.strideDilation');
  });
});

describe('pooling', () => {
  const image = { shapes: [[1, 3, 3, 1]], inputs: [countUp([3, 3])] };

  it('keeps the largest or the mean of each window', () => {
    const params = { size: [2, 2], stride: [1, 1] };
    expectClose(runAlone('maxPool', { ...image, params }).values, [4, 5, 7, 8]);
    expectClose(runAlone('avgPool', { ...image, params }).values, [2, 3, 5, 6]);
  });

  it('averages only over cells inside the image', () => {
    expectClose(runAlone('avgPool', { ...image, params: { padding: 'same' } }).values, [2, 3.5, 6.5, 8]);
  });

  it('pools each whole channel into one number', () => {
    const channels = { shapes: [[2, 2, 1, 2]], inputs: [[1, -5, 3, -7, 0, 0, 10, 2]] };
    expectClose(runAlone('globalPool', channels).values, [2, -6, 5, 1]);
    expectClose(runAlone('globalPool', { ...channels, params: { mode: 'max' } }).values, [3, -5, 10, 2]);
  });

  it('refuses what is not an image', () => {
    for (const kind of ['maxPool', 'avgPool']) expect(refusal(kind, {}, [8, 10, 3]).code).toBe('shape.rank');
    expect(refusal('globalPool', {}, [8, 10]).code).toBe('shape.rank');
  });
});
