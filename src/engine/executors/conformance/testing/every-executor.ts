import { beforeAll, describe, expect, test } from 'vitest';
import { inSoftware, type Run, runOn, runReference, worstOf } from '../run.ts';
import { difference, ofReference } from './known-comparisons.ts';
import { type TestedExecutor, testedExecutors } from './tested-executors.ts';

/** Plain loops and an adapter in software are slow on a busy machine. */
export const patienceMs = 300_000;

export interface Repeated {
  /** Every executor where none are named. */
  readonly on?: readonly TestedExecutor[];
}

/** Tests, under one name, that executors repeat a run; the reference runs once for all of them, where one of them is not known to. */
export function everyExecutorRepeats(
  name: string,
  make: () => Run | Promise<Run>,
  { on = testedExecutors }: Repeated = {},
): void {
  describe(name, () => {
    let run: Run;
    beforeAll(async () => {
      run = await make();
    }, patienceMs);

    test(
      'its losses are numbers, and change',
      async () => {
        const count = await ofReference(`${name}: losses`, run, async () => {
          const { losses, outputs } = runReference(run);
          const numbers = [...Array.from(losses), ...Array.from(outputs)];
          return {
            losses: losses.length,
            different: new Set(Array.from(losses)).size,
            infinite: numbers.filter(isInfinite).length,
          };
        });
        expect(count('losses')).toBe(run.block.count * run.program.tasks.length);
        expect(count('infinite')).toBe(0);
        expect(count('different')).toBeGreaterThan(run.block.count / 2);
      },
      patienceMs,
    );

    test.each(on.map((tested) => [tested.name, tested] as const))(
      '%s',
      async (_, tested) => {
        const compared = tested.imitated ? inSoftware(run) : run;
        const worst = await difference(name, tested, compared, runOn, (actual) => worstOf(actual, runReference(compared)));
        expect(worst).toBeLessThan(tested.tolerance);
      },
      patienceMs,
    );
  });
}

const isInfinite = (value: number): boolean => !Number.isFinite(value);
