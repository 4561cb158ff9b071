import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Random } from '../../../core/util/random.ts';
import { sha256 } from '../../training/testing/outcomes/dry-run.ts';
import { type Exercise, exercise } from '../self-test/exercise.ts';
import { randomModel } from './random-programs.ts';
import { patienceMs } from './testing/every-executor.ts';
import { exerciseDifference } from './testing/known-comparisons.ts';
import { testedExecutors } from './testing/tested-executors.ts';

/** Choices as plain numbers, so that fast-check can make them fewer and smaller; where they end, always the first choice. */
function fromTape(tape: readonly number[]): Random {
  let place = 0;
  const draw = (): number => tape[place++] ?? 0;
  return { int: (n) => draw() % n, next: () => draw() / 2 ** 16, normal: () => (draw() / 2 ** 16) * 2 - 1 };
}

const known = new Map<string, Exercise>();

/** A random graph to be trained: executors that draw the same graph share it, and what the reference makes of it. */
function drawn(tape: readonly number[]): Exercise {
  const key = tape.join();
  const task = known.get(key) ?? exercise(randomModel(fromTape(tape)), 200, 1e-3);
  known.set(key, task);
  return task;
}

const tapes = fc.array(fc.nat(2 ** 16 - 1), { minLength: 24, maxLength: 120 });

test.each(testedExecutors.map((tested) => [tested.name, tested] as const))(
  'random graphs trained for 200 steps agree with the reference: %s',
  { timeout: patienceMs },
  async (name, tested) => {
    await fc.assert(
      fc.asyncProperty(tapes, async (tape) => {
        const graph = `random graph ${sha256(tape.join()).slice(0, 8)}`;
        expect(await exerciseDifference(graph, tested, drawn(tape))).toBeLessThan(tested.tolerance);
      }),
      // Always the same graphs: one that happens to lie on the edge of two ways should not fail somebody else's change.
      { seed: 20260, numRuns: name === 'wasm' ? 40 : 5 },
    );
  },
);
