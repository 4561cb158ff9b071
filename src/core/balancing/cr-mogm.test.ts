import { describe, expect, it } from 'vitest';
import { at, invariant } from '../util/assert-never.ts';
import { randomStream } from '../util/random.ts';
import { isCombining } from './contract.ts';
import { crMogm } from './cr-mogm.ts';
import { balancingMethod, balancingMethods } from './registry.ts';
import { randomGradients } from './testing/explicit.ts';
import { madeUpMethod } from './testing/made-up.ts';
import { type Asked, type Memory, type Taken, taken } from './testing/taken.ts';

const smoothed = balancingMethod('cr-mogm');
invariant(smoothed, 'there is a method cr-mogm');
const tasks = 3;

/** A step of a run whose gradients are as they are, whatever was done before. */
function step(number: number): Asked {
  const random = randomStream(number, 'smoothed');
  const drawn = () => ({
    gradients: randomGradients(tasks, 5, random),
    losses: Array.from({ length: tasks }, () => 0.2 + random.next()),
  });
  return {
    ...drawn(),
    further: [drawn(), drawn()],
    step: { step: number, stepsPerEpoch: 2, nominal: [1, 2, 0.5], random: randomStream(number, 'chance') },
  };
}

/** What a method makes of seven steps, three epochs and a half. */
function run(id: string, parameters: object): Taken[] {
  const method = balancingMethod(id);
  invariant(method, `there is a method ${id}`);
  const own = method.schema.parse(parameters);
  const found: Taken[] = [];
  for (let number = 1, memory: Memory | undefined; number <= 7; number++) {
    const one = taken(method, own, step(number), memory);
    memory = one.memory;
    found.push(one);
  }
  return found;
}

const near = (found: ArrayLike<number>, expected: ArrayLike<number>): void => {
  expect(found).toHaveLength(expected.length);
  Array.from(expected).forEach((value, i) => {
    expect(Math.abs(at(found, i) - value)).toBeLessThan(1e-9 * Math.max(1, Math.abs(value)));
  });
};

const inner = Object.values(balancingMethods).filter((method) => !isCombining(method) && method !== smoothed);

describe.each(inner.map(({ id }) => id))('the weights of %s', (of) => {
  it('are its own where nothing is kept', () => {
    const [found, expected] = [run('cr-mogm', { of, kept: 0 }), run(of, {})];
    found.forEach((one, i) => {
      near(one.weights, at(expected, i).weights);
      near(one.direction, at(expected, i).direction);
    });
  });

  it('are a running mean of its own, as the paper has it', () => {
    const expected: number[][] = [];
    for (const { weights } of run(of, {}))
      expected.push(
        weights.map((weight, t) =>
          expected.length > 0 ? 0.8 * at(at(expected, -1 + expected.length), t) + 0.2 * weight : weight,
        ),
      );
    run('cr-mogm', { of, kept: 0.8 }).forEach(({ weights }, i) => {
      near(weights, at(expected, i));
    });
  });
});

it('tells methods apart, and begins anew with the state of another', () => {
  const weights = inner.map(({ id }) => JSON.stringify(run('cr-mogm', { of: id, kept: 0.5 }).at(-1)?.weights));
  // Without what is learned slowly, all stand elsewhere after a few steps.
  expect(new Set(weights).size).toBeGreaterThan(inner.length - 6);
  const parameters = smoothed.schema.parse({ of: 'famo' });
  const left = at(run('cr-mogm', { of: 'uw' }), 6).memory;
  expect(taken(smoothed, parameters, step(1), left).weights).toEqual(taken(smoothed, parameters, step(1)).weights);
});

it('smooths a further method as it is, which is one line more', () => {
  const method = crMogm([...Object.values(balancingMethods), madeUpMethod]);
  const parameters = method.schema.parse({ of: 'made-up' });
  expect(taken(method, parameters, { losses: [1, 1, 1], gradients: randomGradients(3, 2, randomStream(1)) }).weights).toEqual([
    2, 1, 1,
  ]);
});
