import type { DatasetSource } from '../../core/data/datasets.ts';
import { loadDataset } from '../../core/data/load.ts';
import { resolveData } from '../../core/data/registry.ts';
import type { Dataset } from '../../core/data/types.ts';
import type { Project } from '../../core/project/schema.ts';
import { DiagnosticError, diagnostic, ok, type Result, refused } from '../../core/util/diagnostics.ts';
import { reasonOf } from '../../core/util/reason.ts';
import type { TrainingEnvironment } from './environment.ts';

export interface DatasetCache {
  /** All samples of the document's data set. Refused where they cannot be had. */
  get(project: Project, dataUrl: string, onProgress: (fraction: number) => void): Promise<Result<Dataset>>;
  /** What is held of this data set is let go. */
  drop(id: string): void;
}

/** Of the data sets before the last, at most so many bytes are kept together. */
const mostBefore = 64 * 2 ** 20;

const bytesOf = ({ inputs, targets }: Dataset): number =>
  [...Object.values(inputs), ...Object.values(targets)].reduce((sum, { byteLength }) => sum + byteLength, 0);

interface Held {
  readonly key: string;
  readonly id: string;
  readonly dataset: Dataset;
}

/**
 * Keeps the data set of the last document, which an edited graph finds in memory, and of those before it what has room: who goes from one
 * example to another and back waits once.
 */
export function createDatasetCache(env: Pick<TrainingEnvironment, 'fetchPack'>, datasets?: DatasetSource): DatasetCache {
  /** The last one first. */
  let held: readonly Held[] = [];

  function keep(last: Held): void {
    let room = mostBefore;
    const before = held.filter(({ key }) => key !== last.key);
    held = [
      last,
      ...before.filter(({ dataset }) => {
        const bytes = bytesOf(dataset);
        if (bytes > room) return false;
        room -= bytes;
        return true;
      }),
    ];
  }

  return {
    async get(project, dataUrl, onProgress) {
      const resolved = resolveData(project, datasets);
      if (!resolved.ok) return resolved;
      const { descriptor, options } = resolved.value;
      const key = JSON.stringify([descriptor.id, options, project.seed, dataUrl]);
      const found = held.find((one) => one.key === key);
      if (found) {
        keep(found);
        return ok(found.dataset);
      }
      const base = dataUrl.endsWith('/') ? dataUrl : `${dataUrl}/`;
      try {
        const dataset = await loadDataset(descriptor, options, {
          seed: project.seed,
          fetchPack: (path, onPackProgress) => env.fetchPack(`${base}${path}`, onPackProgress),
          onProgress,
        });
        keep({ key, id: descriptor.id, dataset });
        return ok(dataset);
      } catch (error) {
        if (error instanceof DiagnosticError) return refused(error.diagnostic);
        return refused(diagnostic('training.dataFailed', { reason: reasonOf(error) }, 'data'));
      }
    },
    drop(id) {
      held = held.filter((one) => one.id !== id);
    },
  };
}
