import type { DatasetSource } from '../../core/data/datasets.ts';
import { describeDataset } from '../../core/data/describe.ts';
import { signatureOf } from '../../core/data/registry.ts';
import type { WorkerRequest, WorkerResponse } from '../../core/runs/protocol.ts';
import { ok, type Result, refused } from '../../core/util/diagnostics.ts';
import { copyCheckpoint } from './checkpoints.ts';
import type { ModelFiles } from './environment.ts';
import type { Failed } from './life.ts';
import { precompile } from './precompile.ts';
import { exportModel } from './requests.ts';
import { startingCheckpoint } from './start.ts';

/** Nothing is going on that a file could be in the way of. */
const slices = { apart: <T>(other: Promise<T>): Promise<T> => other };

/**
 * What can still be answered without a device: from the last good weights, where there was a run, and from those that a document came with where nothing
 * but its data is missing. Everything else hears what is wrong.
 */
export async function serveFailed(
  failed: Pick<Failed, 'problem' | 'last' | 'live' | 'load' | 'origin'>,
  request: WorkerRequest,
  files: ModelFiles,
  datasets: DatasetSource,
): Promise<Result<WorkerResponse>> {
  const { problem, last, live } = failed;
  if (!last) return request.kind === 'export' ? withoutData(failed, request, files, datasets) : refused(problem);
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
      return exportModel({ run, live, files, weights, slices }, request);
    }
    default:
      return refused(problem);
  }
}

/** The network with the weights that it would have begun with. */
async function withoutData(
  { problem, live, load, origin }: Pick<Failed, 'problem' | 'live' | 'load' | 'origin'>,
  request: Extract<WorkerRequest, { kind: 'export' }>,
  files: ModelFiles,
  datasets: DatasetSource,
): Promise<Result<WorkerResponse>> {
  const { project } = load;
  const signature = signatureOf(project, datasets);
  const compiled = precompile(project, datasets);
  if (problem.code !== 'data.bytesMissing' || !signature.ok || !compiled.ok) return refused(problem);
  const { program } = compiled.value;
  const { checkpoint } = startingCheckpoint(program, project, await origin, datasets);
  const run = { project, program, dataset: { signature: signature.value } };
  return exportModel({ run, live, files, weights: async () => checkpoint, slices }, request);
}
