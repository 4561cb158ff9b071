import { healthColumns } from '../../../core/runs/columns/of-health.ts';
import type { HealthReport } from '../../../core/runs/health.ts';
import type { RunnerOptions } from '../runner-options.ts';
import { withUpdates } from './updates.ts';
import type { Measurement } from './watch.ts';

/** How the layers are, and what the step that follows does to their parameters. */
export function healthMeasurement({ batches, run, session, runId, generation }: RunnerOptions): Measurement<HealthReport> {
  let before: Float32Array = new Float32Array(0);
  return {
    what: 'health',
    open: (pause) => batches.openHealth(pause),
    async take(done) {
      before = await session.read('parameters');
      return batches.health(session, done);
    },
    told: (report) => ({
      type: 'health',
      runId,
      generation,
      report: { ...report, values: report.values.slice(), shares: report.shares.slice() },
    }),
    columns: healthColumns,
    after: async (report) => withUpdates(report, run.program, before, await session.read('parameters')),
  };
}
