import { type Run, runReference, worstOf } from './run.ts';

/** So far is float32 off values near 1. */
const far = 1e-7;
/** So far may two float64 runs part that begin 1e-7 beside one another: a tenth of what executors may. */
const calm = 1e-5;
/** One start in twenty comes nearer to a kink with relus alone, every other one where much is pooled. */
const starts = 12;

const moved = (run: Run): Run => ({
  ...run,
  parameters: run.parameters.map((value, i) => value * (1 + (i % 2 === 0 ? far : -far))),
});

/**
 * The first of several starts of a run that keeps clear of kinks in float64, and from which float64 does not part from itself. Where a relu's
 * operand is 4e-8, or two numbers in a window of a max pool are 2e-8 apart, an executor in float32 may be on the other side, as right as the
 * reference and with another gradient; from there the two go separate ways, and comparing them over hundreds of steps tells nothing.
 * `remembered` may know which start it is of a run whose first one is given, or else searches.
 */
export async function clearOfKinks(
  make: (start: number) => Promise<Run>,
  remembered: (first: Run, search: () => Promise<number>) => Promise<number> = (_, search) => search(),
): Promise<Run> {
  const made = new Map<number, Promise<Run>>();
  const runAt = (start: number): Promise<Run> => {
    const run = made.get(start) ?? make(start);
    made.set(start, run);
    return run;
  };
  async function search(): Promise<number> {
    for (let start = 0; start < starts; start++) {
      const run = await runAt(start);
      const expected = runReference(run);
      if (expected.clearance > far && worstOf(runReference(moved(run)), expected) < calm) return start;
    }
    throw new Error(`None of ${starts} starts keeps clear of kinks`);
  }
  return runAt(await remembered(await runAt(0), search));
}
