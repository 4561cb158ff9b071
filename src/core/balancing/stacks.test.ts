import { describe, expect, it } from 'vitest';
import { at, invariant } from '../util/assert-never.ts';
import { randomStream } from '../util/random.ts';
import golden from './fixtures/stacks.json' with { type: 'json' };
import { balancingMethod } from './registry.ts';
import { leastOnSimplex, ontoSimplex } from './support/on-simplex.ts';
import { inner, times } from './support/symmetric.ts';
import { upperShares } from './support/upper-shares.ts';
import { gramianOf, randomGradients, weightedSum } from './testing/explicit.ts';
import { type Memory, taken } from './testing/taken.ts';

function method(id: string, parameters: object) {
  const found = balancingMethod(id);
  invariant(found, `there is a method ${id}`);
  return { method: found, parameters: found.schema.parse(parameters) };
}

function expectNear(found: readonly number[], expected: readonly number[], tolerance: number): void {
  expect(found).toHaveLength(expected.length);
  const size = Math.max(...expected.map(Math.abs), 1e-12);
  expect(Math.max(...found.map((value, i) => Math.abs(value - at(expected, i)))) / size).toBeLessThan(tolerance);
}

/** TorchJD adds a ten-thousandth of the trace to the Gramian before UPGrad, whose weights are smoothed here. */
const toleranceOf = (id: string): number => (id === 'cr-mogm' ? 2e-3 : 1e-6);

it.each(golden.sequences)('$method $parameters step by step as $source has it', ({ method: id, parameters, input, expected }) => {
  const chosen = method(id, parameters);
  let memory: Memory | undefined;
  at(golden.inputs, input).forEach(({ gradients, losses }, i) => {
    const asked = { gradients, losses, step: { step: i + 1 } };
    const found = taken(chosen.method, chosen.parameters, asked, memory);
    const { direction, weights } = at<{ direction: readonly number[]; weights: readonly number[] | null }>(expected, i);
    expectNear(found.direction, direction, toleranceOf(id));
    if (weights) expectNear(found.weights, weights, toleranceOf(id));
    memory = found.memory;
  });
});

describe.each(golden.steps)('$id', ({ losses, gradients, drawn, expected }) => {
  it.each(expected)('$method $parameters as $source has it', ({ method: id, parameters, ...known }) => {
    const chosen = method(id, parameters);
    const found = taken(chosen.method, chosen.parameters, { losses, gradients, drawn: drawn ? [drawn] : [] });
    if ('weights' in known) expectNear(found.weights, known.weights ?? [], 1e-6);
    if ('direction' in known) expectNear(found.direction, known.direction ?? [], 1e-6);
  });
});

it.each(golden.famo)('FAMO step by step as its authors have it, decay $decay, $tasks tasks', ({ decay, tasks, steps }) => {
  const chosen = method('famo', { decay });
  const gradients = Array.from({ length: tasks }, () => [1]);
  let memory: Memory | undefined;
  steps.forEach(({ before, weights }, i) => {
    const after = i > 0 ? at(steps, i - 1).after : before;
    const asked = { losses: before, gradients, further: [{ losses: after, gradients }], step: { step: i + 1 } };
    const found = taken(chosen.method, chosen.parameters, asked, memory);
    expectNear(found.weights, weights, 1e-6);
    memory = found.memory;
  });
});

it('FAMO learns nothing over a step that it has not seen', () => {
  const { method: famo, parameters } = method('famo', {});
  const gradients = [[1], [1]];
  const step = (number: number, after: number[], memory?: Memory) =>
    taken(
      famo,
      parameters,
      { losses: [1, 1], gradients, further: [{ losses: after, gradients }], step: { step: number } },
      memory,
    );
  const { memory } = step(4, [1, 1]);
  expect(step(5, [0.5, 1], memory).weights).not.toEqual([0.5, 0.5]);
  expect(step(6, [0.5, 1], memory).weights).toEqual([0.5, 0.5]);
});

describe('the trimmed mean', () => {
  const sorted = (gradients: readonly (readonly number[])[], trimmed: number): number[] =>
    at(gradients, 0).map((_, k) => {
      const left = gradients
        .map((gradient) => at(gradient, k))
        .sort((a, b) => a - b)
        .slice(trimmed, gradients.length - trimmed);
      return left.reduce((sum, value) => sum + value, 0) / left.length;
    });

  it.each([
    [3, 1],
    [5, 1],
    [5, 2],
    [8, 3],
  ])('is the mean of what is left of %i sorted gradients without %i at either end', (tasks, trimmed) => {
    const gradients = randomGradients(tasks, 20, randomStream(tasks, 'trimmed'));
    const { method: own, parameters } = method('trimmed-mean', { trimmed });
    const { direction } = taken(own, parameters, { losses: gradients.map(() => 1), gradients });
    expectNear(direction, sorted(gradients, trimmed), 1e-12);
  });

  it('leaves out fewer where there are too few, and hears the visitor’s weights', () => {
    const { method: own, parameters } = method('trimmed-mean', { trimmed: 2 });
    const gradients = [
      [1, 4],
      [3, -2],
      [8, 9],
    ];
    const asked = { losses: [1, 1, 1], gradients };
    expect(taken(own, parameters, asked).direction).toEqual([3, 4]);
    expect(taken(own, parameters, { ...asked, step: { nominal: [10, 1, 0] } }).direction).toEqual([3, 0]);
  });
});

/** Methods on validation look at the gradients of its losses; whose gradient agrees with them gets more weight. */
describe.each(['auto-lambda', 'moml'])('%s', (id) => {
  it('gives more weight to the task whose gradient helps validation', () => {
    const chosen = method(id, { rate: 0.01 });
    const gradients = [
      [1, 0],
      [0, 1],
    ];
    const further = [
      {
        losses: [1, 1],
        gradients: [
          [1, -0.5],
          [1, 0.1],
        ],
      },
    ];
    let memory: Memory | undefined;
    let weights: readonly number[] = [];
    for (let step = 1; step <= 5; step++)
      ({ weights, memory } = taken(
        chosen.method,
        chosen.parameters,
        { losses: [1, 1], gradients, further, step: { step } },
        memory,
      ));
    expect(at(weights, 0)).toBeGreaterThan(at(weights, 1));
  });
});

it('Auto-λ asks only for the validation losses that the visitor wants', () => {
  const chosen = method('auto-lambda', { rate: 0.01 });
  const gradients = [
    [1, 0],
    [0, 1],
  ];
  const asked = {
    losses: [1, 1],
    gradients,
    further: [
      {
        losses: [1, 1],
        gradients: [
          [1, -1],
          [-5, 1],
        ],
      },
    ],
  };
  const second = taken(chosen.method, chosen.parameters, { ...asked, step: { nominal: [0, 1] } }).weights;
  const first = taken(chosen.method, chosen.parameters, { ...asked, step: { nominal: [1, 0] } }).weights;
  expect(at(first, 0)).toBeGreaterThan(0.1);
  expect(at(first, 1)).toBeLessThan(0.1);
  expect(at(second, 0)).toBeLessThan(0.1);
  expect(at(second, 1)).toBeGreaterThan(0.1);
});

describe('FORUM', () => {
  /** ‖Σ λ_m·h_m + ν·q‖² − ν·φ·‖q‖², ν being the least that is allowed. */
  function height(vectors: readonly (readonly number[])[], q: readonly number[], shares: ArrayLike<number>, phi: number): number {
    const square = inner(q, q);
    const mix = weightedSum(vectors, shares);
    const nu = Math.max(0, phi - inner(mix, q) / square);
    const d = mix.map((value, k) => value + nu * at(q, k));
    return inner(d, d) - nu * phi * square;
  }

  it.each(Array.from({ length: 40 }, (_, seed) => seed))('finds no better shares by trying, %i', (seed) => {
    const random = randomStream(seed, 'forum');
    const tasks = 2 + (seed % 4);
    const vectors = randomGradients(tasks, 4, random).map((vector) =>
      vector.map((value) => value / Math.sqrt(inner(vector, vector))),
    );
    // Some nearly along all vectors, so that the bound does not hold, or just.
    const q = at(randomGradients(1, 4, random), 0).map(
      (value, k) =>
        0.5 * value +
        (seed % 3) *
          at(
            weightedSum(
              vectors,
              vectors.map(() => 0.4),
            ),
            k,
          ),
    );
    const phi = 0.1 + 0.4 * random.next();
    const cosines = Float64Array.from(gramianOf(vectors));
    const found = upperShares(
      cosines,
      Float64Array.from(vectors, (vector) => inner(vector, q)),
      inner(q, q),
      phi,
    );
    expect(found.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
    expect(Math.min(...found)).toBeGreaterThanOrEqual(0);
    const best = height(vectors, q, found, phi);
    for (let trial = 0; trial < 400; trial++) {
      const other = ontoSimplex(Float64Array.from(found, (share) => share + 0.5 ** (trial % 12) * random.normal()));
      expect(height(vectors, q, other, phi)).toBeGreaterThan(best - 1e-7);
    }
  });
});

it('the least on the simplex cannot be lowered, whatever the linear part', () => {
  for (let seed = 0; seed < 60; seed++) {
    const random = randomStream(seed, 'on simplex');
    const n = 2 + (seed % 9);
    const matrix = gramianOf(randomGradients(n, 1 + (seed % 12), random));
    const b = Float64Array.from({ length: n }, () => random.normal());
    const x = leastOnSimplex(matrix, b);
    const slopes = times(matrix, x).map((value, i) => 2 * value + at(b, i));
    const least = Math.min(...slopes);
    x.forEach((value, i) => {
      if (value > 0) expect(at(slopes, i) - least).toBeLessThan(1e-9);
    });
  }
});
