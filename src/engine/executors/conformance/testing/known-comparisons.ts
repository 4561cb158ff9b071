import { invariant } from '../../../../core/util/assert-never.ts';
import { canonical, sha256 } from '../../../training/testing/outcomes/dry-run.ts';
import { createLedger } from '../../../training/testing/outcomes/ledger.ts';
import type { Executor, Weigh } from '../../executor.ts';
import { type Exercise, train, trainReference, worstDifference } from '../../self-test/exercise.ts';
import { type ConformanceCase, comparedOn } from '../conformance.ts';
import type { Run } from '../run.ts';
import { codeOf } from './code.ts';
import { beginningOf, differences, type Stepped, type Outcome as StepsOutcome, takeSteps } from './stepped.ts';
import type { TestedExecutor } from './tested-executors.ts';
import { regularized } from './weighing.ts';
import { byLosses } from './weighing-by-losses.ts';

const ledger = createLedger();

/** How steps are weighed, as keys say it. */
const weighings: ReadonlyMap<Weigh | undefined, string> = new Map([
  [undefined, 'plain'],
  [regularized, 'weighed'],
  [byLosses, 'by losses'],
]);

/** A hash of everything that decides what the reference makes of a run, and of the run. */
async function keyOf(run: Run | Exercise): Promise<string> {
  const weigh = 'weigh' in run ? run.weigh : undefined;
  const weighed = weighings.get(weigh);
  invariant(weighed, 'the key of a run knows how it is weighed');
  return sha256([await codeOf('./judges.ts'), weighed, canonical(run)].join());
}

/** Executors that round otherwise are as right: what is found must be within its tolerance, which the test says. */
const asRight = (): boolean => true;

/** A hash of everything that decides what the reference makes of steps whose weights a method chooses. */
const keyOfSteps = async (run: Stepped): Promise<string> =>
  sha256([await codeOf('./stepped.ts'), await codeOf('../../reference/reference-executor.ts'), canonical(run)].join());

async function ask(name: string, key: string, item: string, find: () => Promise<Readonly<Record<string, number>>>) {
  const found = await ledger.outcome(name, key, async () => ({ [item]: await find() }), asRight);
  return (of: string): number => found[item]?.[of] ?? Number.POSITIVE_INFINITY;
}

/** A hash of everything that decides how far apart an executor and the reference are in a run that is `played`. */
export const comparisonKey = async (
  tested: TestedExecutor,
  run: Run | Exercise,
  played: (executor: Executor) => Promise<unknown>,
): Promise<string> => sha256([await keyOf(run), await tested.decides(played)].join());

/**
 * How far apart an executor and the reference are in a run: from the ledger of outcomes where nothing has changed that it depends on, else
 * the executor plays the run and is compared. `name` is the run's own in the ledger.
 */
export async function difference<R extends Run | Exercise, O>(
  name: string,
  tested: TestedExecutor,
  run: R,
  play: (executor: Executor, run: R) => Promise<O>,
  compare: (actual: O) => number,
): Promise<number> {
  async function played(executor: Executor): Promise<O> {
    const outcome = await play(executor, run);
    executor.dispose();
    return outcome;
  }
  const key = await comparisonKey(tested, run, played);
  const answer = await ask(`${name}: ${tested.name}`, key, 'agreement', async () => ({
    difference: Number(compare(await played(await tested.create())).toPrecision(3)),
  }));
  return answer('difference');
}

/**
 * What an executor does in so many steps, blocks of several lengths among them, it does in all later ones, with other numbers: these follow from the
 * run and from the code that is in its key.
 */
const notedSteps = 20;

const expected = new WeakMap<Exercise, readonly number[]>();

/** The same of steps whose weights a method chooses; `expected` is what the reference makes of them. */
export async function stepsDifference(
  name: string,
  tested: TestedExecutor,
  run: Stepped,
  expected: () => Promise<StepsOutcome>,
): Promise<number> {
  async function played(executor: Executor, steps: Stepped): Promise<StepsOutcome> {
    const outcome = await takeSteps(executor, steps);
    executor.dispose();
    return outcome;
  }
  const beginning = beginningOf(run, notedSteps);
  const key = sha256([await keyOfSteps(run), await tested.decides((executor) => played(executor, beginning))].join());
  const answer = await ask(`${name}: ${tested.name}`, key, 'agreement', async () => ({
    difference: Number(differences(await played(await tested.create(), run), await expected()).toPrecision(3)),
  }));
  return answer('difference');
}

/** The same of an exercise, which the reference does once for all executors. */
export const exerciseDifference = (name: string, tested: TestedExecutor, task: Exercise): Promise<number> =>
  difference(name, tested, task, train, (actual) => {
    const known = expected.get(task) ?? trainReference(task);
    expected.set(task, known);
    return worstDifference({ actual, expected: known, tolerance: tested.tolerance });
  });

/** The same of a case of the suite; what trains nothing is played always. */
export async function caseDifference(item: ConformanceCase, tested: TestedExecutor): Promise<number> {
  if (item.task) return exerciseDifference(item.name, tested, item.task());
  const executor = await tested.create();
  const comparison = await comparedOn(executor, item);
  executor.dispose();
  return worstDifference(comparison);
}

/** What is said of such steps in float64: from the ledger of outcomes where nothing has changed, else found. */
export const ofStepsReference = async (name: string, run: Stepped, find: () => Promise<Readonly<Record<string, number>>>) =>
  ask(name, await keyOfSteps(run), 'reference', find);

/** What is said of a run in float64: from the ledger of outcomes where nothing has changed, else found. */
export const ofReference = async (name: string, run: Run, find: () => Promise<Readonly<Record<string, number>>>) =>
  ask(name, await keyOf(run), 'reference', find);
