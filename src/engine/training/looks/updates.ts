import type { TrainingProgram } from '../../../core/program/types.ts';
import { type HealthReport, healthQuantities } from '../../../core/runs/health.ts';
import type { Checkpoint } from '../../../core/runs/protocol.ts';
import { at } from '../../../core/util/assert-never.ts';
import type { Executor } from '../../executors/executor.ts';
import { batchesOf } from '../batches.ts';
import { issueBlock, stepperOf } from '../blocks.ts';
import { writeCheckpoint } from '../checkpoints.ts';
import type { LiveSettings } from '../live-settings.ts';
import type { PreparedRun } from '../prepare.ts';

/** ‖θ' − θ‖ / ‖θ‖ over the trained parameters of every node, by node; NaN where the node has none that is not 0. */
function updateRatios(
  { parameters }: Pick<TrainingProgram, 'parameters'>,
  before: Float32Array,
  after: Float32Array,
): Map<string, number> {
  const squares = new Map<string, { moved: number; length: number }>();
  for (const { node, offset, size, trainable } of parameters) {
    if (!trainable) continue;
    const sums = squares.get(node) ?? { moved: 0, length: 0 };
    for (let i = offset; i < offset + size; i++) {
      sums.moved += (at(after, i) - at(before, i)) ** 2;
      sums.length += at(before, i) ** 2;
    }
    squares.set(node, sums);
  }
  return new Map([...squares].map(([node, { moved, length }]) => [node, length > 0 ? Math.sqrt(moved / length) : Number.NaN]));
}

/** A report with what a step did to the parameters of every layer. */
export function withUpdates(
  report: HealthReport,
  program: Pick<TrainingProgram, 'parameters'>,
  before: Float32Array,
  after: Float32Array,
): HealthReport {
  const ratios = updateRatios(program, before, after);
  const values = report.values.slice();
  const place = healthQuantities.indexOf('update');
  report.nodes.forEach((node, i) => {
    values[i * healthQuantities.length + place] = ratios.get(node) ?? Number.NaN;
  });
  return { ...report, values };
}

/** The parameters after the step that comes next, taken in a session that is thrown away: the run stays as it is. */
export async function afterOneStep(
  run: PreparedRun,
  executor: Executor,
  live: LiveSettings,
  checkpoint: Checkpoint,
): Promise<Float32Array> {
  const session = await executor.load(run.program, run.data);
  try {
    await writeCheckpoint(session, checkpoint);
    const batches = batchesOf(run);
    const stepper = stepperOf(run, session, live, batches.stepsPerEpoch, checkpoint);
    await issueBlock(run, stepper, batches, live, { done: checkpoint.step, count: 1, now: () => 0 }).outcome;
    return await session.read('parameters');
  } finally {
    session.dispose();
  }
}
