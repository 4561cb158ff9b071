import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DiagnosticError } from '../util/diagnostics.ts';
import { ProgramBuilder } from './builder.ts';
import { broadcastShapes, samePadding, stridesOf, windowOutput } from './shapes.ts';
import { windowOnImage } from './testing/arbitraries.ts';

const codeOf = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    if (error instanceof DiagnosticError) return error.diagnostic.code;
    throw error;
  }
  return 'fits';
};

describe('broadcasting', () => {
  test("follows numpy's rule", () => {
    expect(broadcastShapes([8, 1, 6, 1], [7, 1, 5])).toEqual([8, 7, 6, 5]);
    expect(broadcastShapes([], [3])).toEqual([3]);
    expect(codeOf(() => broadcastShapes([2, 1], [8, 4, 3]))).toBe('shape.broadcast');
  });
  test('row-major strides', () => {
    expect(stridesOf([2, 3, 4])).toEqual([12, 4, 1]);
    expect(stridesOf([])).toEqual([]);
  });
});

describe('windows', () => {
  test('have as many places as fit, counted one by one', () => {
    fc.assert(
      fc.property(windowOnImage, ({ window, image }) => {
        const [, height = 0, width = 0] = image;
        const places = (extent: number, axis: 0 | 1, before: number, after: number): number => {
          let count = 0;
          const span = (window.kernel[axis] - 1) * window.dilation[axis];
          for (let start = -before; start + span < extent + after; start += window.stride[axis]) count++;
          return count;
        };
        const [top, bottom, left, right] = window.pad;
        expect(windowOutput(image, window)).toEqual([places(height, 0, top, bottom), places(width, 1, left, right)]);
      }),
    );
  });
  test('«same» padding gives ⌈extent / stride⌉ places, the odd zero at the end', () => {
    expect(samePadding(28, 3, 1, 1)).toEqual([1, 1]);
    expect(samePadding(28, 3, 2, 1)).toEqual([0, 1]);
    expect(samePadding(7, 2, 2, 1)).toEqual([0, 1]);
    expect(samePadding(10, 3, 1, 2)).toEqual([2, 2]);
  });
});

describe('the builder refuses, in words, shapes that a graph can cause', () => {
  const b = new ProgramBuilder();
  const [x, y] = [b.fill([2, 3], 0), b.fill([4, 5], 0)];
  const large = { kernel: [3, 3], stride: [1, 1], pad: [0, 0, 0, 0], dilation: [1, 1] } as const;
  const cases: readonly (readonly [code: string, run: () => unknown])[] = [
    ['shape.broadcast', () => b.add2(x, y)],
    ['shape.matmul', () => b.matmul(x, y)],
    ['shape.reshape', () => b.reshape(x, [5])],
    ['shape.slice', () => b.slice(x, [0, 1], [2, 3])],
    ['shape.concat', () => b.concat([x, y], 0)],
    ['shape.window', () => b.unfold(b.fill([1, 2, 2, 1], 0), large)],
    ['shape.broadcast', () => b.softmaxCrossEntropy(x, y)],
  ];
  test.each(cases)('%s', (code, run) => {
    expect(codeOf(run)).toBe(code);
  });
  test('with both shapes', () => {
    expect(() => b.matmul(x, y)).toThrow(/2 × 3.*4 × 5/);
  });
});
