import { rowsPerStep } from '../../../../core/program/step-inputs.ts';
import type { TrainingProgram } from '../../../../core/program/types.ts';
import type { Balancing } from '../../../../core/project/schema.ts';
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
}

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
  const blocks = [1, 7, 12, 10, 20].map((count, i, all) => {
    const start = all.slice(0, i).reduce((sum, each) => sum + each, 0);
    return stepper.step({
      firstStep: start + 1,
      count,
      controls: controls.slice(start * size, (start + count) * size),
      rows: rows.slice(start * rowsPerStep(program), (start + count) * rowsPerStep(program)),
    });
  });
  for (const stepped of await Promise.all(blocks)) losses.push(...stepped.losses);
  const { parameters } = await stepper.read();
  session.dispose();
  return { losses, parameters: [...parameters] };
}

/** How far two outcomes are apart at the most. */
export const differences = (actual: Outcome, right: Outcome): number =>
  Math.max(
    worstDifference({ actual: actual.losses, expected: right.losses, tolerance: 0 }),
    worstDifference({ actual: actual.parameters, expected: right.parameters, tolerance: 0 }),
  );
