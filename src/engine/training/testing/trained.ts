import type { Dataset } from '../../../core/data/types.ts';
import type { Project } from '../../../core/project/schema.ts';
import type { RecordedSteps } from '../../../core/runs/columns/blocks.ts';
import type { Session } from '../../executors/executor.ts';
import { createReferenceExecutor } from '../../executors/reference/reference-executor.ts';
import { batchesOf } from '../batches.ts';
import { issueBlock, stepperOf } from '../blocks.ts';
import { initialCheckpoint, writeCheckpoint } from '../checkpoints.ts';
import { createLiveSettings } from '../live-settings.ts';
import type { PreparedRun } from '../prepare.ts';
import { recordedSteps } from '../recorded-steps.ts';
import { preparedFor } from './prepared.ts';

/** A document prepared on data that no catalogue has, and trained for so many steps in float64. Losses are [steps, tasks], as
 * the device gave them; `recorded` is what a run keeps of them. */
export async function trained(
  project: Project,
  dataset: Dataset,
  steps: number,
): Promise<{
  readonly run: PreparedRun;
  readonly session: Session;
  readonly losses: Float32Array;
  readonly recorded: RecordedSteps;
}> {
  const run = preparedFor(project, dataset);
  const { program } = run;
  const session = await createReferenceExecutor().load(program, run.data);
  await writeCheckpoint(session, initialCheckpoint(program, project.seed));
  const batches = batchesOf(run);
  const live = createLiveSettings(project);
  const stepper = stepperOf(run, session, live, batches.stepsPerEpoch);
  const block = issueBlock(run, stepper, batches, live, { done: 0, count: steps, now: () => 0 });
  const { stepped } = await block.outcome;
  return { run, session, losses: stepped.losses, recorded: recordedSteps(program, { block, stepped }) };
}
