import { type Run, runReference } from './run.ts';

/** After a hundred steps float32 is so far off: 1e-7 of values near 1, a little more where errors have grown. */
const far = 2e-7;
/** About one start in twenty comes nearer. */
const starts = 8;

/**
 * The first of several starts of a run that keeps clear of kinks in float64. Where a relu's operand is 4e-8, an executor in float32 may be on
 * the other side of 0, as right as the reference and with another gradient; from there the two go separate ways, and comparing them over
 * hundreds of steps tells nothing.
 */
export async function clearOfKinks(make: (start: number) => Promise<Run>): Promise<Run> {
  for (let start = 0; start < starts; start++) {
    const run = await make(start);
    if (runReference(run).clearance > far) return run;
  }
  throw new Error(`None of ${starts} starts keeps clear of kinks`);
}
