import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { at } from '../../util/assert-never.ts';
import { affinityOf, firstOrderAffinity, suggestedGroups } from './affinity.ts';
import { conditionOf, cosinesOf, magnitudesOf, normsOf, pairsOf, stepCosines, stepShares } from './similarity.ts';

type Vector = readonly number[];
const dot = (a: Vector, b: Vector): number => a.reduce((sum, x, i) => sum + x * at(b, i), 0);
const gramianOf = (gradients: readonly Vector[]): number[] => gradients.flatMap((a) => gradients.map((b) => dot(a, b)));
const sumOf = (gradients: readonly Vector[], weights: Vector): number[] =>
  at(gradients, 0).map((_, p) => gradients.reduce((sum, gradient, i) => sum + at(weights, i) * at(gradient, p), 0));

const component = fc.double({ min: -10, max: 10, noNaN: true }).filter((value) => value === 0 || Math.abs(value) > 1e-3);
const gradients = fc
  .integer({ min: 2, max: 5 })
  .chain((tasks) => fc.array(fc.array(component, { minLength: 4, maxLength: 4 }), { minLength: tasks, maxLength: tasks }));

describe('how two gradients agree', () => {
  // The two gradients of TorchJD's own tests.
  const two = gramianOf([
    [-4, 1, 1],
    [6, 1, 1],
  ]);

  it('is said by the angle and by the lengths', () => {
    expect([...normsOf(two, 2)]).toEqual([Math.sqrt(18), Math.sqrt(38)]);
    expect(at(cosinesOf(two, 2), 1)).toBeCloseTo(-22 / Math.sqrt(18 * 38), 12);
    expect(at(magnitudesOf(two, 2), 1)).toBeCloseTo((2 * Math.sqrt(18 * 38)) / (18 + 38), 12);
  });

  it('follows from the Gramian alone what the vectors themselves say', () => {
    fc.assert(
      fc.property(
        gradients,
        fc.array(fc.double({ min: 0, max: 3, noNaN: true }), { minLength: 5, maxLength: 5 }),
        (all, drawn) => {
          const { length: tasks } = all;
          const gramian = gramianOf(all);
          const weights = drawn.slice(0, tasks);
          const step = sumOf(all, weights);
          const cosine = (a: Vector, b: Vector): number => dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
          const close = (value: number, expected: number): void => {
            if (Number.isFinite(value) && Number.isFinite(expected)) expect(value).toBeCloseTo(expected, 4);
          };
          for (const [i, j] of pairsOf(tasks))
            close(at(cosinesOf(gramian, tasks), i * tasks + j), cosine(at(all, i), at(all, j)));
          if (dot(step, step) < 1e-3) return;
          stepCosines(gramian, weights).forEach((value, i) => {
            close(value, cosine(step, at(all, i)));
          });
          expect(stepShares(gramian, weights).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 6);
        },
      ),
    );
  });

  it('is unknown where a gradient is zero or no number', () => {
    expect([...cosinesOf([0, 0, 0, 4], 2)]).toEqual([Number.NaN, Number.NaN, Number.NaN, 1]);
    expect([...magnitudesOf([0, 0, 0, 0], 2)].every(Number.isNaN)).toBe(true);
    expect([...stepCosines([1, Number.NaN, Number.NaN, 1], [1, 1])].every(Number.isNaN)).toBe(true);
    expect(conditionOf([0, 0, 0, 0], 2)).toBeNaN();
  });

  it('has a condition number: of orthogonal gradients the ratio of their squares, infinite where one is a multiple of another', () => {
    expect(conditionOf([4, 0, 0, 1], 2)).toBeCloseTo(4, 12);
    expect(
      conditionOf(
        gramianOf([
          [1, 2],
          [2, 4],
        ]),
        2,
      ),
    ).toBe(Number.POSITIVE_INFINITY);
  });
});

describe('task affinity', () => {
  it('is what a small step of one task alone does to the others’ losses', () => {
    // L_1 = ½(x − 1)² + 1, L_2 = ½(x + 1)² + ½y² at (0, 1): gradients (−1, 0) and (1, 1).
    const losses = (x: number, y: number): number[] => [0.5 * (x - 1) ** 2 + 1, 0.5 * (x + 1) ** 2 + 0.5 * y ** 2];
    const rate = 1e-4;
    const before = losses(0, 1);
    const after = [...losses(rate, 1), ...losses(-rate, 1 - rate)];
    const first = firstOrderAffinity(
      gramianOf([
        [-1, 0],
        [1, 1],
      ]),
      before,
      rate,
    );
    const errors = affinityOf(before, after).map((value, k) => Math.abs(value - at(first, k)));
    expect(Math.max(...errors)).toBeLessThan(2 * rate * rate);
    expect(at(first, 1)).toBeLessThan(0);
  });

  it('is unknown of a loss that is not above 0', () => {
    expect([...firstOrderAffinity([1, 1, 1, 1], [0, 2], 1)]).toEqual([Number.NaN, 0.5, Number.NaN, 0.5]);
  });
});

describe('the groups that are suggested', () => {
  const matrix = (...rows: readonly (readonly number[])[]): number[] => rows.flat();

  it('keep those together that help, and part those that hurt', () => {
    const affinity = matrix([1, 0.2, -0.1, -0.3], [0.3, 1, -0.2, -0.1], [-0.1, -0.4, 1, 0.1], [-0.2, -0.1, 0.2, 1]);
    expect(suggestedGroups(affinity, 4)).toEqual([
      [0, 1],
      [2, 3],
    ]);
    expect(suggestedGroups([1, -0.1, -0.1, 1], 2)).toEqual([[0], [1]]);
    expect(suggestedGroups([1, 0.1, 0.1, 1], 2)).toEqual([[0, 1]]);
  });

  it('are as many as are asked for', () => {
    const affinity = matrix([1, 0.3, 0.2], [0.3, 1, 0.1], [0.2, 0.1, 1]);
    expect(suggestedGroups(affinity, 3)).toEqual([[0, 1, 2]]);
    expect(suggestedGroups(affinity, 3, 2)).toEqual([[0, 1], [2]]);
    expect(suggestedGroups(affinity, 3, 3)).toHaveLength(3);
  });

  it('are the best of all partitions, whatever the numbers are', () => {
    const affinities = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 16, maxLength: 16 });
    fc.assert(
      fc.property(affinities, fc.array(fc.nat(3), { minLength: 4, maxLength: 4 }), (affinity, labels) => {
        const gain = (groups: readonly (readonly number[])[]): number =>
          groups.reduce((total, group) => {
            if (group.length < 2) return total;
            const pairs = group.flatMap((i) => group.filter((j) => j !== i).map((j) => at(affinity, i * 4 + j)));
            return total + pairs.reduce((sum, value) => sum + value, 0) / (group.length - 1);
          }, 0);
        const other = [0, 1, 2, 3]
          .map((label) => [0, 1, 2, 3].filter((task) => labels[task] === label))
          .filter(({ length }) => length > 0);
        const best = suggestedGroups(affinity, 4);
        expect(gain(best ?? [])).toBeGreaterThanOrEqual(gain(other) - 1e-12);
      }),
    );
  });

  it('are none for more tasks than can be tried, or unknown affinities', () => {
    expect(suggestedGroups(new Float64Array(81), 9)).toBeNull();
    expect(suggestedGroups([1, Number.NaN, 0, 1], 2)).toBeNull();
  });
});
