import { describe, expect, it } from 'vitest';
import { at } from '../util/assert-never.ts';
import { permutation, randomStream } from '../util/random.ts';
import golden from './fixtures/golden.json' with { type: 'json' };
import { pcgrad, projectedWeights } from './pcgrad.ts';
import { dot, explicitPcgrad, gramianOf, randomGradients, stepInfo, weightedSum } from './testing/explicit.ts';

const ascending = (taskCount: number) => () => Array.from({ length: taskCount }, (_, i) => i);

/** Of the size of the gradients that were summed: what cancels out leaves rounding of that size. */
const sizeOf = (gradients: readonly (readonly number[])[]): number => Math.max(1, ...gradients.map((g) => Math.sqrt(dot(g, g))));

describe('PCGrad against golden values', () => {
  it.each(golden.pcgrad)('$id', ({ gradients, direction }) => {
    const count = gradients.length;
    const found = weightedSum(gradients, projectedWeights(gramianOf(gradients), count, ascending(count)));
    const worst = Math.max(...found.map((value, k) => Math.abs(value - at(direction, k))));
    expect(worst).toBeLessThan(1e-10 * sizeOf(gradients));
  });
});

it.each([2, 3, 5, 10])('projects %i gradients as the paper does with the vectors themselves, in any order', (count) => {
  for (let seed = 1; seed <= 20; seed++) {
    const random = randomStream(seed, 'gradients');
    const gradients = randomGradients(count, 6, random);
    const orders = gradients.map(() => permutation(count, random));
    const weights = projectedWeights(gramianOf(gradients), count, (task) => at(orders, task));
    const expected = explicitPcgrad(gradients, orders);
    weightedSum(gradients, weights).forEach((value, k) => {
      expect(value).toBeCloseTo(at(expected, k), 9);
    });
  }
});

const weightsOf = (gramian: readonly number[], count: number, step = 1): Float64Array =>
  pcgrad.weigh({ ...stepInfo(count, step), losses: new Float64Array(count), gramian }, new Float64Array(0), {}).weights;

it('makes neither of two tasks worse', () => {
  for (let seed = 1; seed <= 50; seed++) {
    const gradients = randomGradients(2, 3, randomStream(seed, 'two'));
    const direction = weightedSum(gradients, weightsOf(gramianOf(gradients), 2));
    for (const gradient of gradients) expect(dot(direction, gradient)).toBeGreaterThanOrEqual(-1e-9);
  }
});

it('gives the same weights at any scale of all losses', () => {
  const gramian = gramianOf(randomGradients(4, 5, randomStream(3, 'scale')));
  const scaled = weightsOf(
    gramian.map((value) => value * 2 ** 40),
    4,
  );
  expect(scaled).toEqual(weightsOf(gramian, 4));
});

it('leaves tasks alone that do not oppose each other, and zero gradients', () => {
  expect([...weightsOf([2, 1, 1, 3], 2)]).toEqual([1, 1]);
  expect([...weightsOf([0, 0, 0, 3], 2)]).toEqual([1, 1]);
  expect([...weightsOf([4], 1)]).toEqual([1]);
});

it('draws a new order at every step, and the same one for the same step', () => {
  const gramian = gramianOf(randomGradients(5, 3, randomStream(8, 'orders')));
  const steps = [1, 2, 3, 4, 5, 6].map((step) => [...weightsOf(gramian, 5, step)].join());
  expect(new Set(steps).size).toBeGreaterThan(1);
  expect([...weightsOf(gramian, 5, 3)].join()).toBe(steps[2]);
});
