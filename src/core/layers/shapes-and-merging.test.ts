import { describe, expect, it } from 'vitest';
import type { Shape } from '../program/types.ts';
import { layers } from './registry.ts';
import { lowerAlone } from './testing/lower-alone.ts';
import { countUp, refusal, runAlone } from './testing/run-alone.ts';

const expectClose = (actual: readonly number[], expected: readonly number[]): void => {
  expect(actual).toHaveLength(expected.length);
  expected.forEach((value, i) => {
    expect(actual[i]).toBeCloseTo(value, 10);
  });
};

describe('shape layers', () => {
  it('flatten keeps the order of the numbers', () => {
    const outcome = runAlone('flatten', { shapes: [[2, 2, 3]], inputs: [countUp([2, 2, 3])] });
    expect(outcome.shape).toEqual([2, 6]);
    expect(outcome.values).toEqual(countUp([2, 6]));
  });

  it('flatten makes a row of one number of a single number', () => {
    expect(lowerAlone('flatten', {}, [[5]]).output.shape).toEqual([5, 1]);
  });

  it('reshape infers the axis that is −1', () => {
    const shapeOf = (shape: number[]): Shape => lowerAlone('reshape', { shape }, [[2, 784]]).output.shape;
    expect(shapeOf([28, 28, 1])).toEqual([2, 28, 28, 1]);
    expect(shapeOf([28, -1, 1])).toEqual([2, 28, 28, 1]);
    expect(shapeOf([784, -1])).toEqual([2, 784, 1]);
  });

  it('reshape says both shapes, without the batch, where the numbers do not fit', () => {
    const fixed = refusal('reshape', { shape: [27, 28] }, [2, 784]);
    expect(fixed.code).toBe('shape.reshape');
    expect(fixed.message).toContain('784');
    expect(fixed.message).toContain('27 × 28');
    const free = refusal('reshape', { shape: [27, -1] }, [2, 784]);
    expect(free.code).toBe('layer.reshape');
    expect(free.message).toContain('27 × ?');
  });

  it('reshape takes one free axis at most, and no empty one', () => {
    const accepts = (shape: number[]): boolean => layers.reshape.schema.safeParse({ shape }).success;
    expect(
      [
        [-1, 3],
        [2, 3],
      ].map(accepts),
    ).toEqual([true, true]);
    expect([[-1, -1], [0, 3], [], [-2], [1.5]].map(accepts)).toEqual([false, false, false, false, false]);
  });

  it('slice keeps a range of the last axis, or of the one that is named', () => {
    const input = { shapes: [[2, 2, 3]], inputs: [countUp([2, 2, 3])] };
    expect(runAlone('slice', { ...input, params: { begin: 1, size: 2 } }).values).toEqual([1, 2, 4, 5, 7, 8, 10, 11]);
    expect(runAlone('slice', { ...input, params: { axis: 0, begin: 1 } }).values).toEqual([3, 4, 5, 9, 10, 11]);
    expect(runAlone('slice', { ...input, params: { axis: -2, begin: 1 } }).values).toEqual([3, 4, 5, 9, 10, 11]);
  });

  it('slice refuses positions and axes that are not there, and never cuts the batch', () => {
    expect(refusal('slice', { begin: 10, size: 6 }, [8, 15])).toMatchObject({
      code: 'layer.slice',
      message: 'The positions 10 to 15 leave axis 0 of 15, which has 15.',
    });
    expect(refusal('slice', { axis: 1 }, [8, 15]).code).toBe('layer.axis');
    expect(refusal('slice', { axis: -2 }, [8, 15]).code).toBe('layer.axis');
  });
});

describe('merging layers', () => {
  const three = {
    shapes: [
      [1, 2],
      [1, 2],
      [1, 2],
    ],
    inputs: [
      [1, 2],
      [3, 4],
      [5, 12],
    ],
  };

  it('concat joins along the last axis, or the one that is named', () => {
    expect(runAlone('concat', three).values).toEqual([1, 2, 3, 4, 5, 12]);
    const rows = {
      shapes: [
        [1, 2, 1],
        [1, 2, 2],
      ],
      inputs: [
        [1, 2],
        [3, 4, 5, 6],
      ],
    };
    expect(runAlone('concat', rows).values).toEqual([1, 3, 4, 2, 5, 6]);
    expect(
      lowerAlone('concat', { axis: 0 }, [
        [1, 2, 3],
        [1, 4, 3],
      ]).output.shape,
    ).toEqual([1, 6, 3]);
  });

  it('add, multiply and average combine element by element', () => {
    expect(runAlone('add', three).values).toEqual([9, 18]);
    expect(runAlone('multiply', three).values).toEqual([15, 96]);
    expectClose(runAlone('average', three).values, [3, 6]);
  });

  it('stretches one number per channel over an image, example by example', () => {
    const { shape, values } = runAlone('multiply', {
      shapes: [
        [2, 2, 1, 2],
        [2, 2],
      ],
      inputs: [countUp([2, 2, 1, 2]), [1, 10, 100, 1000]],
    });
    expect(shape).toEqual([2, 2, 1, 2]);
    expect(values).toEqual([0, 10, 2, 30, 400, 5000, 600, 7000]);
  });

  it('passes a single input through', () => {
    for (const kind of ['concat', 'add', 'multiply', 'average']) {
      expect(runAlone(kind, { shapes: [[1, 2]], inputs: [[3, 4]] }).values).toEqual([3, 4]);
    }
  });

  it('refuses shapes that do not fit, in words and without the batch', () => {
    for (const kind of ['add', 'multiply', 'average']) {
      const { code, message } = refusal(kind, {}, [8, 64], [8, 10]);
      expect(code).toBe('shape.broadcast');
      expect(message).toContain('64');
      expect(message).toContain('10');
      expect(message).not.toContain('8 ×');
    }
    expect(refusal('concat', {}, [8, 7, 64], [8, 6, 64])).toMatchObject({ code: 'shape.concat' });
    expect(refusal('concat', {}, [8, 7, 64], [8, 64])).toMatchObject({ code: 'shape.concat' });
  });

  it('never stretches one example over the batch', () => {
    // Aligned at the last axis alone, [8, 5] would meet the axis of 8 features here.
    expect(refusal('add', {}, [8, 8, 5], [8, 8]).code).toBe('shape.broadcast');
  });
});
