import { rowsPerStep } from '../../../../core/program/step-inputs.ts';
import type { TrainingProgram } from '../../../../core/program/types.ts';
import type { Balancing } from '../../../../core/project/schema.ts';
import { blockOf } from '../../../../core/runs/columns/blocks.ts';
import { at } from '../../../../core/util/assert-never.ts';
import { createStepper } from '../../../stepping/stepper.ts';
import type { DataBuffers, Executor } from '../../executor.ts';
import { worstDifference } from '../../self-test/exercise.ts';

/** Steps whose task weights a method chooses: everything that decides what comes of them, but for the executor. */
export interface Stepped {
  readonly program: TrainingProgram;
  readonly data: DataBuffers;
  readonly parameters: Float32Array;
  readonly optimizer: Float32Array;
  readonly state: Float32Array;
  readonly controls: Float32Array;
  readonly rows: Int32Array;
  readonly seed: number;
  readonly stepsPerEpoch: number;
  readonly balancing: Balancing;
}

export interface Outcome {
  readonly losses: number[];
  readonly parameters: number[];
  /** The weights that acted, [steps, T]; absent: they were not looked at. */
  readonly effective?: number[];
}

/** Where blocks of steps end: in the middle of epochs, the last with the run. */
const ends = [1, 8, 20, 30, 50];

/** Takes all steps, in blocks that end in the middle of epochs, all of them under way at once. */
export async function takeSteps(executor: Executor, run: Stepped): Promise<Outcome> {
  const { program, controls, rows, seed, stepsPerEpoch, balancing } = run;
  const session = await executor.load(program, run.data);
  await session.write('parameters', run.parameters);
  await session.write('optimizer', run.optimizer);
  await session.write('state', run.state);
  const stepper = createStepper({ program, session, seed, stepsPerEpoch, balancing: () => balancing });
  const { size } = program.controls;
  const losses: number[] = [];
  const effective: number[] = [];
  const count = controls.length / size;
  const stops = [...ends.filter((end) => end < count), count];
  const blocks = stops.map((end, i) => {
    const start = i > 0 ? at(stops, i - 1) : 0;
    return stepper.step({
      firstStep: start + 1,
      count: end - start,
      controls: controls.slice(start * size, end * size),
      rows: rows.slice(start * rowsPerStep(program), end * rowsPerStep(program)),
    });
  });
  for (const stepped of await Promise.all(blocks)) {
    losses.push(...stepped.losses);
    effective.push(...(blockOf(stepped.columns, 'effective')?.values ?? stepped.weights));
  }
  const { parameters } = await stepper.read();
  session.dispose();
  return { losses, parameters: [...parameters], effective };
}

/** The first steps of a run. */
export const beginningOf = (run: Stepped, count: number): Stepped => ({
  ...run,
  controls: run.controls.slice(0, count * run.program.controls.size),
  rows: run.rows.slice(0, count * rowsPerStep(run.program)),
});

/** How far two outcomes are apart at the most. */
export const differences = (actual: Outcome, right: Outcome): number =>
  Math.max(
    worstDifference({ actual: actual.losses, expected: right.losses, tolerance: 0 }),
    worstDifference({ actual: actual.parameters, expected: right.parameters, tolerance: 0 }),
    actual.effective && right.effective
      ? worstDifference({ actual: actual.effective, expected: right.effective, tolerance: 0 })
      : 0,
  );
