import { describe, expect, it } from 'vitest';
import { at } from '../../util/assert-never.ts';
import { randomStream } from '../../util/random.ts';
import { eigen } from '../support/symmetric.ts';
import { principalPlane } from './principal-components.ts';

const drawn = (count: number, size: number, scale: (j: number) => number): Float64Array => {
  const random = randomStream(4, count, size);
  return Float64Array.from({ length: count * size }, (_, i) => 3 + scale(i % size) * random.normal());
};

/** The scores by Jacobi's rotations of the whole covariance, each with the sign of the other's first sample. */
function byJacobi(x: Float64Array, count: number, size: number) {
  const mean = Array.from(
    { length: size },
    (_, j) => Array.from({ length: count }, (__, i) => at(x, i * size + j)).reduce((a, b) => a + b) / count,
  );
  const centred = x.map((value, i) => value - at(mean, i % size));
  const covariance = Array.from({ length: size * size }, (_, k) => {
    const [a, b] = [Math.floor(k / size), k % size];
    return Array.from({ length: count }, (__, i) => at(centred, i * size + a) * at(centred, i * size + b)).reduce(
      (s, v) => s + v,
    );
  });
  const { values, vectors } = eigen(covariance, size);
  const score = (i: number, axis: number): number =>
    Array.from({ length: size }, (_, j) => at(centred, i * size + j) * at(vectors, j * size + axis)).reduce((s, v) => s + v);
  const total = values.reduce((sum, value) => sum + value, 0);
  return { score, explained: [at(values, 0) / total, at(values, 1) / total] };
}

describe('the principal plane', () => {
  it.each([
    ['of many samples of few numbers', 60, 7],
    ['of few samples of many numbers', 15, 24],
    ['of numbers that differ alike in all directions', 80, 20],
  ])('%s is that of the whole covariance', (_, count, size) => {
    const x = drawn(count, size, (j) => (size === 20 ? 1 : 1 + 3 / (1 + j)));
    const { points, explained } = principalPlane(x, count, size);
    const expected = byJacobi(x, count, size);
    expect(explained[0]).toBeCloseTo(at(expected.explained, 0), 9);
    expect(explained[1]).toBeCloseTo(at(expected.explained, 1), 9);
    for (const axis of [0, 1]) {
      const sign = Math.sign(at(points, axis) * expected.score(0, axis));
      for (let i = 0; i < count; i++) expect(at(points, 2 * i + axis)).toBeCloseTo(sign * expected.score(i, axis), 4);
    }
  });

  it('is the same every time, whichever way round the samples pointed', () => {
    const x = drawn(40, 6, (j) => 1 + j);
    expect(principalPlane(x, 40, 6)).toEqual(principalPlane(x, 40, 6));
    const { points } = principalPlane(
      x.map((value) => -value),
      40,
      6,
    );
    const cubes = [0, 1].map((axis) =>
      Array.from({ length: 40 }, (_, i) => at(points, 2 * i + axis) ** 3).reduce((a, b) => a + b),
    );
    expect(cubes.every((sum) => sum >= 0)).toBe(true);
  });

  it('is a point where samples do not differ, a line where they differ in one number, and unknown where one is no number', () => {
    expect(principalPlane([1, 2, 1, 2, 1, 2], 3, 2)).toEqual({ points: new Float32Array(6), explained: [0, 0] });
    const line = principalPlane([1, 0, 2, 0, 6, 0], 3, 2);
    expect([...line.points].map((value) => Math.round(value * 1e6) / 1e6 + 0)).toEqual([-2, 0, -1, 0, 3, 0]);
    expect(line.explained).toEqual([expect.closeTo(1, 12), expect.closeTo(0, 12)]);
    expect(principalPlane([5, 7, 1], 3, 1).points[1]).toBe(0);
    expect(principalPlane([Number.NaN, 1], 1, 2).points.every(Number.isNaN)).toBe(true);
  });
});
