import { describe, expect, it } from 'vitest';
import { countUp, runAlone } from './testing/run-alone.ts';

/** Two sequences of 3 positions with 2 features; the second has one position only, and nonsense behind it. */
const shapes = [[2, 3, 2]];
const mask = [1, 1, 1, 1, 0, 0];
const x = [1, 2, 3, 4, 5, 9, 10, 20, 777, -777, 555, 1e30];
const empty = [1, 1, 1, 0, 0, 0];

const expectClose = (actual: readonly number[], expected: readonly number[]): void => {
  expect(actual).toHaveLength(expected.length);
  expected.forEach((value, i) => {
    expect(actual[i]).toBeCloseTo(value, 10);
  });
};

describe('the mask of padding', () => {
  it('is handed on by layers that work position by position', () => {
    const states = { movingMean: [0, 0], movingVariance: [1, 1] };
    const one = { shapes, inputs: [x], beside: [{ mask }], parameters: { gamma: [1, 1], beta: [0, 0] }, states };
    for (const kind of ['activation', 'dropout', 'layerNorm', 'batchNorm', 'add']) expect(runAlone(kind, one).mask).toEqual(mask);
    const dense = { ...one, params: { units: 4 }, parameters: { kernel: countUp([2, 4]), bias: countUp([4]) } };
    expect(runAlone('dense', dense).mask).toEqual(mask);
  });

  it('is joined where sequences are merged: a position counts where all of them have it', () => {
    const other = [1, 0, 0, 1, 1, 0];
    for (const kind of ['add', 'multiply', 'average', 'concat']) {
      const two = { shapes: [...shapes, ...shapes], inputs: [x, x], beside: [{ mask }, { mask: other }] };
      expect(runAlone(kind, two).mask).toEqual([1, 0, 0, 1, 0, 0]);
    }
    const stretched = runAlone('add', { shapes: [...shapes, [2, 2]], inputs: [x, [1, 2, 3, 4]], beside: [{ mask }] });
    expect(stretched.mask).toEqual(mask);
  });

  it('is cut and joined with the positions', () => {
    const one = { shapes, inputs: [x], beside: [{ mask }] };
    expect(runAlone('slice', { ...one, params: { axis: 0, begin: 0, size: 2 } }).mask).toEqual([1, 1, 1, 0]);
    expect(runAlone('slice', { ...one, params: { axis: 1, begin: 0, size: 1 } }).mask).toEqual(mask);
    const joined = { shapes: [[2, 1, 2], ...shapes], inputs: [[1, 2, 3, 4], x], beside: [{}, { mask }], params: { axis: 0 } };
    expect(runAlone('concat', joined).mask).toEqual([1, 1, 1, 1, 1, 1, 0, 0]);
  });

  it('ends where positions end, and leaves zeros in their place', () => {
    const one = { shapes, inputs: [x], beside: [{ mask }] };
    const flat = runAlone('flatten', one);
    expect(flat.mask).toBeNull();
    expect(flat.values).toEqual([1, 2, 3, 4, 5, 9, 10, 20, 0, 0, 0, 0]);
    const turned = runAlone('reshape', { ...one, params: { shape: [2, 3] } });
    expect(turned.mask).toBeNull();
    expect(turned.values).toEqual(flat.values);
    const same = runAlone('reshape', { ...one, params: { shape: [3, 2] } });
    expect(same.mask).toEqual(mask);
  });

  it('keeps padding out of means and maxima over time; of an empty sequence they are 0', () => {
    const pooled = (mode: string, sizes: number[]) =>
      runAlone('globalPool', { shapes, inputs: [x], beside: [{ mask: sizes }], params: { mode } });
    expectClose(pooled('average', mask).values, [3, 5, 10, 20]);
    expectClose(pooled('max', mask).values, [5, 9, 10, 20]);
    expectClose(pooled('average', empty).values, [3, 5, 0, 0]);
    expectClose(pooled('max', empty).values, [5, 9, 0, 0]);
    expect(pooled('max', mask).mask).toBeNull();
    expectClose(runAlone('globalPool', { shapes, inputs: [countUp([2, 3, 2])], params: { mode: 'max' } }).values, [4, 5, 10, 11]);
  });

  it('keeps padding out of the statistics of batch norm', () => {
    const settings = {
      params: { momentum: 0, epsilon: 0.5 },
      parameters: { gamma: [1], beta: [0] },
      states: { movingMean: [7], movingVariance: [7] },
      training: true,
    };
    const given = (numbers: number[], valid: number[]) =>
      runAlone('batchNorm', { shapes: [[2, 2, 1]], inputs: [numbers], beside: [{ mask: valid }], ...settings });
    const { written, values } = given([1, 3, 8, 1e9], [1, 1, 1, 0]);
    expectClose(written.movingMean ?? [], [4]);
    expectClose(written.movingVariance ?? [], [26 / 3]);
    expectClose(
      values.slice(0, 3),
      [-3, -1, 4].map((centred) => centred / Math.sqrt(26 / 3 + 0.5)),
    );
    expectClose(given([1, 3, 8, 1e9], [0, 0, 0, 0]).written.movingVariance ?? [], [0]);
  });
});
