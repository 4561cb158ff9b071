import { describeDataset } from '../../core/data/describe.ts';
import type { WorkerRequest, WorkerResponse } from '../../core/runs/protocol.ts';
import { ok, type Result, refused } from '../../core/util/diagnostics.ts';
import { copyCheckpoint } from './checkpoints.ts';
import type { ModelFiles } from './environment.ts';
import type { Failed } from './life.ts';
import { exportModel } from './requests.ts';

/** What can still be answered without a device: from the last good weights, where there was a run. Everything else hears what is wrong. */
export async function serveFailed(
  { problem, last, live }: Pick<Failed, 'problem' | 'last' | 'live'>,
  request: WorkerRequest,
  files: ModelFiles,
): Promise<Result<WorkerResponse>> {
  if (!last) return refused(problem);
  const { run, snapshot, best } = last;
  switch (request.kind) {
    case 'checkpoint':
      return ok({
        kind: 'checkpoint',
        checkpoint: copyCheckpoint((request.weights === 'best' && best) || snapshot.checkpoint),
      });
    case 'describe':
      return ok({ kind: 'describe', dataset: run.project.data.dataset, summary: describeDataset(run.dataset) });
    case 'export': {
      const weights = async (which: 'current' | 'best') => (which === 'best' && best) || snapshot.checkpoint;
      return exportModel({ run, live, files, weights, slices: { apart: (other) => other } }, request);
    }
    default:
      return refused(problem);
  }
}
