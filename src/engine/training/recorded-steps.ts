import type { TrainingProgram } from '../../core/program/types.ts';
import type { RecordedSteps } from '../../core/runs/columns/blocks.ts';
import { loss } from '../../core/runs/columns/loss.ts';
import { weight } from '../../core/runs/columns/weight.ts';
import type { CompletedBlock } from './block-queue.ts';

/** What a completed block has to record. A loss that was not measured is a gap. */
export function recordedSteps({ tasks }: Pick<TrainingProgram, 'tasks'>, { block, stepped }: CompletedBlock): RecordedSteps {
  const keys = tasks.map(({ id }) => id);
  return {
    from: block.firstStep,
    count: block.count,
    columns: [
      { id: loss.id, keys, values: stepped.losses.map((value, i) => (block.measured[i] === 0 ? Number.NaN : value)) },
      { id: weight.id, keys, values: stepped.weights },
      ...stepped.columns,
    ],
  };
}
