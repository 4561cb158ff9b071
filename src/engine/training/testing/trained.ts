import type { Dataset } from '../../../core/data/types.ts';
import type { Project } from '../../../core/project/schema.ts';
import type { Session } from '../../executors/executor.ts';
import { createReferenceExecutor } from '../../executors/reference/reference-executor.ts';
import { createBatches } from '../batches.ts';
import { issueBlock, stepperOf } from '../blocks.ts';
import { initialCheckpoint, writeCheckpoint } from '../checkpoints.ts';
import { createLiveSettings } from '../live-settings.ts';
import type { PreparedRun } from '../prepare.ts';
import { preparedFor } from './prepared.ts';

/** A document prepared on data that no catalogue has, and trained for so many steps in float64. Losses are [steps, tasks]. */
export async function trained(
  project: Project,
  dataset: Dataset,
  steps: number,
): Promise<{ readonly run: PreparedRun; readonly session: Session; readonly losses: Float32Array }> {
  const run = preparedFor(project, dataset);
  const { program, split } = run;
  const session = await createReferenceExecutor().load(program, run.data);
  await writeCheckpoint(session, initialCheckpoint(program, project.seed));
  const batches = createBatches(split.train, program.batchSize, project.seed);
  const live = createLiveSettings(project);
  const stepper = stepperOf(run, session, live, batches.stepsPerEpoch);
  const block = issueBlock(run, stepper, batches, live, { done: 0, count: steps, now: () => 0 });
  return { run, session, losses: (await block.outcome).stepped.losses };
}
