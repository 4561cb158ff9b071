import { beforeAll, describe, expect, test } from 'vitest';
import { type Outcome, type Run, runOn, runReference, shortened, worstOf } from '../run.ts';
import { type Entrant, entrants } from './entrants.ts';

/** Plain loops and an adapter in software are slow on a busy machine. */
const patienceMs = 300_000;

export interface Repeated {
  /** Every executor where none are named. */
  readonly on?: readonly Entrant[];
  /** After so many steps a processor that imitates a GPU is compared; after all where nothing is said. */
  readonly stepsInSoftware?: number;
}

/** Tests, under one name, that executors repeat a run; the reference runs once for all of them. */
export function everyExecutorRepeats(
  name: string,
  make: () => Run | Promise<Run>,
  { on = entrants, stepsInSoftware }: Repeated = {},
): void {
  describe(name, () => {
    let run: Run;
    let expected: Outcome;
    beforeAll(async () => {
      run = { ...(await make()), stops: stepsInSoftware === undefined ? [] : [stepsInSoftware] };
      expected = runReference(run);
    }, patienceMs);

    test('its losses are numbers, and change', () => {
      expect(expected.losses.length).toBe(run.block.count * run.program.tasks.length);
      expect([...Array.from(expected.losses), ...Array.from(expected.outputs)].every(Number.isFinite)).toBe(true);
      expect(new Set(Array.from(expected.losses)).size).toBeGreaterThan(run.block.count / 2);
    });

    test.each(on.map((entrant) => [entrant.name, entrant] as const))(
      '%s',
      async (_, { create, tolerance, imitated }) => {
        const executor = await create();
        const compared = imitated && stepsInSoftware !== undefined ? shortened(run, stepsInSoftware) : { run, expected };
        const actual = await runOn(executor, compared.run);
        executor.dispose();
        expect(worstOf(actual, compared.expected)).toBeLessThan(tolerance);
      },
      patienceMs,
    );
  });
}
