import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Random } from '../../../core/util/random.ts';
import { type Exercise, exercise, train, trainReference, worstDifference } from '../self-test/exercise.ts';
import { randomModel } from './random-programs.ts';
import { entrants } from './testing/entrants.ts';

/** Choices as plain numbers, so that fast-check can make them fewer and smaller; where they end, always the first choice. */
function fromTape(tape: readonly number[]): Random {
  let place = 0;
  const draw = (): number => tape[place++] ?? 0;
  return { int: (n) => draw() % n, next: () => draw() / 2 ** 16, normal: () => (draw() / 2 ** 16) * 2 - 1 };
}

const known = new Map<string, { readonly task: Exercise; readonly expected: readonly number[] }>();

/** A random graph to be trained, and what the reference makes of it: executors that draw the same graph share both. */
function drawn(tape: readonly number[]): { readonly task: Exercise; readonly expected: readonly number[] } {
  const key = tape.join();
  const found = known.get(key);
  if (found) return found;
  const task = exercise(randomModel(fromTape(tape)), 200, 1e-3);
  const made = { task, expected: trainReference(task) };
  known.set(key, made);
  return made;
}

const tapes = fc.array(fc.nat(2 ** 16 - 1), { minLength: 24, maxLength: 120 });

test.each(entrants.map((entrant) => [entrant.name, entrant] as const))(
  'random graphs trained for 200 steps agree with the reference: %s',
  { timeout: 180_000 },
  async (name, { create, tolerance }) => {
    const executor = await create();
    await fc.assert(
      fc.asyncProperty(tapes, async (tape) => {
        const { task, expected } = drawn(tape);
        const comparison = { actual: await train(executor, task), expected, tolerance };
        expect(worstDifference(comparison)).toBeLessThan(tolerance);
      }),
      // Always the same graphs: one that happens to lie on the edge of two ways should not fail somebody else's change.
      { seed: 20260, numRuns: name === 'wasm' ? 40 : 5 },
    );
    executor.dispose();
  },
);
