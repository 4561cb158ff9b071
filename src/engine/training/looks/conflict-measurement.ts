import { stepFollowsWeights } from '../../../core/project/balancing.ts';
import { conflictColumns } from '../../../core/runs/columns/of-conflict.ts';
import type { ConflictReport } from '../../../core/runs/conflict.ts';
import type { RunnerOptions } from '../runner-options.ts';
import type { Measurement } from './watch.ts';

/** How the gradients of the tasks agree. */
export const conflictMeasurement = ({
  batches,
  session,
  live,
  runId,
  generation,
}: RunnerOptions): Measurement<ConflictReport> => ({
  what: 'conflict',
  open: (pause) => batches.open(pause),
  take: (done) => batches.conflict(session, done),
  told: (report) => ({
    type: 'conflict',
    runId,
    generation,
    report: { ...report, losses: report.losses.slice(), gramians: report.gramians.slice() },
  }),
  columns: (report, steps, index) => conflictColumns(report, steps, index, stepFollowsWeights(live.training.balancing)),
});
