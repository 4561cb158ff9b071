import { beforeAll, describe, expect, test } from 'vitest';
import { type Outcome, type Run, runOn, runReference, worstOf } from '../run.ts';
import { type Entrant, entrants } from './entrants.ts';

/** Plain loops and an adapter in software are slow on a busy machine. */
const patienceMs = 300_000;

/** Tests, under one name, that every executor, or every one of `on`, repeats a run; the reference runs once for all of them. */
export function everyExecutorRepeats(name: string, make: () => Run | Promise<Run>, on: readonly Entrant[] = entrants): void {
  describe(name, () => {
    let run: Run;
    let expected: Outcome;
    beforeAll(async () => {
      run = await make();
      expected = runReference(run);
    }, patienceMs);

    test('its losses are numbers, and change', () => {
      expect(expected.losses.length).toBe(run.block.count * run.program.tasks.length);
      expect([...Array.from(expected.losses), ...Array.from(expected.outputs)].every(Number.isFinite)).toBe(true);
      expect(new Set(Array.from(expected.losses)).size).toBeGreaterThan(run.block.count / 2);
    });

    test.each(on.map((entrant) => [entrant.name, entrant] as const))(
      '%s',
      async (_, { create, tolerance }) => {
        const executor = await create();
        const actual = await runOn(executor, run);
        executor.dispose();
        expect(worstOf(actual, expected)).toBeLessThan(tolerance);
      },
      patienceMs,
    );
  });
}
