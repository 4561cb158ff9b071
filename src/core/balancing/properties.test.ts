import { describe, expect, it } from 'vitest';
import { at } from '../util/assert-never.ts';
import { permutation, randomStream } from '../util/random.ts';
import type { BalancingMethod, BalancingProperty } from './contract.ts';
import { balancingMethods } from './registry.ts';
import { dot, randomGradients } from './testing/explicit.ts';
import { type Asked, taken } from './testing/taken.ts';

const length = (vector: readonly number[]): number => Math.sqrt(dot(vector, vector));
const apart = (a: readonly number[], b: readonly number[]): number =>
  length(a.map((value, k) => value - at(b, k))) / Math.max(length(a), length(b), 1e-12);
const unit = (vector: readonly number[]): number[] => vector.map((value) => value / length(vector));
const times = (factors: readonly number[], { losses, gradients }: Asked): Asked => ({
  losses: losses.map((loss, i) => at(factors, i) * loss),
  gradients: gradients.map((gradient, i) => gradient.map((value) => at(factors, i) * value)),
});

type Check = (step: (asked: Asked) => ReturnType<typeof taken>, asked: Asked, seed: number) => boolean;

/** The same, with a task at the end whose gradient makes a mixture of all of them 0; of ten tasks, for which rules are exact, in the place of one. */
function paretoPoint(asked: Asked, seed: number): Asked {
  const [losses, gradients] = [asked.losses.slice(0, 9), asked.gradients.slice(0, 9)];
  const random = randomStream(seed, 'mixture');
  const mixture = gradients.map(() => 0.2 + random.next());
  const last = at(gradients, 0).map((_, k) => -gradients.reduce((sum, gradient, i) => sum + at(mixture, i) * at(gradient, k), 0));
  return { losses: [...losses, 0.1 + random.next()], gradients: [...gradients, last] };
}

const checks: Readonly<Record<BalancingProperty, Check>> = {
  nonConflicting: (step, asked) => {
    const { direction } = step(asked);
    return asked.gradients.every((gradient) => dot(unit(gradient), direction) >= -1e-9 * Math.max(1, length(direction)));
  },
  stationary: (step, asked, seed) => {
    const { direction } = step(paretoPoint(asked, seed));
    return length(direction) <= 1e-8 * Math.max(...asked.gradients.map(length));
  },
  scaleInvariant: (step, asked, seed) => {
    const random = randomStream(seed, 'scales');
    const factors = asked.losses.map(() => 10 ** (2 * random.normal()));
    return apart(unit(step(asked).direction), unit(step(times(factors, asked)).direction)) < 1e-5;
  },
  linear: (step, asked) => {
    const { direction } = step(asked);
    const scaled = step(
      times(
        asked.losses.map(() => 64),
        asked,
      ),
    ).direction;
    return (
      apart(
        direction.map((value) => 64 * value),
        scaled,
      ) < 1e-6
    );
  },
  permutationInvariant: (step, asked, seed) => {
    const order = Array.from(permutation(asked.losses.length, randomStream(seed, 'order')));
    const moved = { losses: order.map((i) => at(asked.losses, i)), gradients: order.map((i) => at(asked.gradients, i)) };
    return apart(step(asked).direction, step(moved).direction) < 1e-6;
  },
  simplex: (step, asked) => {
    const { weights } = step(asked);
    return weights.every((weight) => weight >= 0) && Math.abs(weights.reduce((sum, weight) => sum + weight, 0) - 1) < 1e-9;
  },
};

/** Steps of 2 to 10 tasks: independent gradients of like and of very different length, most of which oppose some other. */
const steps = Array.from({ length: 45 }, (_, seed): Asked => {
  const random = randomStream(seed, 'properties');
  const tasks = 2 + (seed % 9);
  const gradients = randomGradients(tasks, 12, random).map((gradient) => {
    const size = seed % 3 === 0 ? 10 ** (2 * random.normal()) : 1;
    return gradient.map((value) => size * value);
  });
  return { gradients, losses: gradients.map(() => 0.1 + random.next()) };
});

/** Besides these, what has a mixture that is 0, and with it gradients that depend on each other. */
const mixed = steps.filter((_, seed) => seed % 3 > 0).map(paretoPoint);

const choices = Object.values(balancingMethods).flatMap((method): [string, BalancingMethod, Record<string, unknown>][] => {
  const published = method.schema.parse({});
  const others = method.id === 'mgda' ? ['length', 'loss', 'both'].map((normalise) => ({ normalise })) : [];
  return [published, ...others, ...(method.id === 'fairgrad' ? [{ alpha: 2 }] : [])].map((parameters) => [
    `${method.id} ${JSON.stringify(parameters)}`,
    method,
    parameters,
  ]);
});

describe.each(choices)('%s', (_, method, parameters) => {
  const step = (asked: Asked) => taken(method, parameters, asked);
  const declared = method.properties(parameters);
  const failing = (property: BalancingProperty): Asked[] =>
    [...steps, ...(property === 'nonConflicting' ? mixed : [])].filter((asked, seed) => !checks[property](step, asked, seed));

  it.each([...declared])('is %s, as it says', (property) => expect(failing(property)).toEqual([]));

  // What a visitor chooses by must not be missing where it holds either.
  it.each((['nonConflicting', 'stationary', 'scaleInvariant'] as const).filter((own) => !declared.includes(own)))(
    'is not %s, and does not say so',
    (property) => expect(failing(property).length).toBeGreaterThan(0),
  );
});
