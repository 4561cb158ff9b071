import { initialOptimizer } from '../../../core/program/initialize.ts';
import { ReferenceTrainer } from '../../../core/program/reference/trainer.ts';
import type { TrainingProgram } from '../../../core/program/types.ts';
import { invariant } from '../../../core/util/assert-never.ts';
import type { DataBuffers, Executor, StepBlock, Weigh } from '../executor.ts';
import { type Comparison, worstDifference } from '../self-test/exercise.ts';
import { kinkWatch } from './kinks.ts';

type Numbers = ArrayLike<number>;

/** A training run that every executor must repeat: a program, its data, where it starts, its steps, and what is evaluated at the end. */
export interface Run {
  readonly program: TrainingProgram;
  readonly data: DataBuffers;
  readonly parameters: Float32Array;
  readonly state: Float32Array;
  readonly block: StepBlock;
  readonly rows: Int32Array;
  /** Takes Gramian steps with these weights. */
  readonly weigh?: Weigh;
  /** After so many steps a processor that imitates a GPU is compared; after all where nothing is said. */
  readonly stepsInSoftware?: number;
}

/** What came of a run: its losses [count, T], its running statistics, its outputs for `rows`, and its parameters. */
export interface Outcome {
  readonly losses: Numbers;
  readonly state: Numbers;
  readonly outputs: Numbers;
  readonly parameters: Numbers;
  /** Of Gramian steps: every Gramian, its mean diagonal element being 1. */
  readonly gramians: Numbers;
}

/** What the reference makes of a run. */
export interface Expected extends Outcome {
  /** How near any step came to where a derivative jumps: see kinks.ts. */
  readonly clearance: number;
}

/** All outputs in one row, ordered by name. */
const flat = (outputs: Readonly<Record<string, Numbers>>): number[] =>
  Object.keys(outputs)
    .sort()
    .flatMap((name) => Array.from(outputs[name] ?? []));

/** A weighing that notes what it is asked, for comparison. */
function noting(weigh: Weigh): { readonly weigh: Weigh; readonly gramians: number[] } {
  const gramians: number[] = [];
  return {
    gramians,
    weigh(losses, gramian, index) {
      const diagonal = gramian.filter((_, i) => i % (losses.length + 1) === 0);
      const mean = diagonal.reduce((sum, value) => sum + value, 0) / losses.length;
      gramians.push(...Array.from(gramian, (value) => (mean > 0 ? value / mean : value)));
      return weigh(losses, gramian, index);
    },
  };
}

const known = new WeakMap<Run, Expected>();
/** The first steps of runs, and the runs whose beginnings are known. */
const [beginnings, wholes] = [new WeakMap<Run, Run>(), new WeakMap<Run, Run>()];

/** The first steps of a run, on which an executor that is slow is compared; what the reference makes of them it knows from the whole. */
export function inSoftware(run: Run): Run {
  const { block, program, stepsInSoftware: steps } = run;
  if (steps === undefined) return run;
  const found = beginnings.get(run);
  if (found) return found;
  const controls = block.controls.subarray(0, steps * program.controls.size);
  const rows = block.rows.subarray(0, steps * program.batchSize);
  const beginning = { ...run, block: { count: steps, controls, rows } };
  beginnings.set(run, beginning);
  wholes.set(beginning, run);
  return beginning;
}

/** The run in float64, which is computed once. */
export function runReference(run: Run): Expected {
  if (!known.has(run)) compute(wholes.get(run) ?? run);
  const expected = known.get(run);
  invariant(expected, 'a run is computed with its beginning');
  return expected;
}

function compute(run: Run): void {
  const { program, data, parameters, state, block, rows, weigh, stepsInSoftware } = run;
  const { watch, clearance } = kinkWatch();
  const trainer = new ReferenceTrainer(program, data, watch);
  trainer.parameters.set(parameters);
  trainer.state.set(state);
  trainer.optimizer.set(initialOptimizer(program));
  const { size } = program.controls;
  const noted = weigh && noting(weigh);
  const losses: number[] = [];
  const outcome = (): Expected => ({
    losses: losses.slice(),
    outputs: flat(trainer.evaluate(rows)),
    state: trainer.state.slice(),
    parameters: trainer.parameters.slice(),
    gramians: noted?.gramians.slice() ?? [],
    clearance: clearance(),
  });
  for (let i = 0; i < block.count; i++) {
    const batch = block.rows.subarray(i * program.batchSize, (i + 1) * program.batchSize);
    const controls = block.controls.subarray(i * size, (i + 1) * size);
    if (noted) {
      const single = (numbers: Float64Array): Float32Array => Float32Array.from(numbers);
      losses.push(...trainer.balancedStep(controls, batch, (own, gramian) => noted.weigh(single(own), single(gramian), i)));
    } else losses.push(...trainer.step(controls, batch));
    if (i + 1 === stepsInSoftware) known.set(inSoftware(run), outcome());
  }
  known.set(run, outcome());
}

/** The run on an executor. */
export async function runOn(executor: Executor, { program, data, parameters, state, block, rows, weigh }: Run): Promise<Outcome> {
  const session = await executor.load(program, data);
  await session.write('parameters', parameters);
  await session.write('state', state);
  await session.write('optimizer', initialOptimizer(program));
  const noted = weigh && noting(weigh);
  const losses = await (noted ? session.runBalanced(block, noted.weigh) : session.run(block));
  const outputs = flat(await session.evaluate(rows));
  const [after, trained] = [await session.read('state'), await session.read('parameters')];
  const outcome = { losses, state: after, outputs, parameters: trained, gramians: noted?.gramians ?? [] };
  session.dispose();
  return outcome;
}

/** The largest relative difference (absolute below 1) in anything that came of a run. */
export function worstOf(actual: Outcome, expected: Outcome): number {
  const pairs: Comparison[] = [
    { actual: actual.losses, expected: expected.losses, tolerance: 0 },
    { actual: actual.outputs, expected: expected.outputs, tolerance: 0 },
    ...(expected.gramians.length > 0 ? [{ actual: actual.gramians, expected: expected.gramians, tolerance: 0 }] : []),
    ...(expected.state.length > 0 ? [{ actual: actual.state, expected: expected.state, tolerance: 0 }] : []),
  ];
  return Math.max(...pairs.map(worstDifference));
}
