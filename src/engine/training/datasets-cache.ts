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

/** Keeps the data set of the last document: an edited graph finds it in memory. */
export function createDatasetCache(env: Pick<TrainingEnvironment, 'fetchPack'>, datasets?: DatasetSource): DatasetCache {
  let key = '';
  let held: Dataset | null = null;
  let heldId = '';
  return {
    async get(project, dataUrl, onProgress) {
      const resolved = resolveData(project, datasets);
      if (!resolved.ok) return resolved;
      const { descriptor, options } = resolved.value;
      const wanted = JSON.stringify([descriptor.id, options, project.seed, dataUrl]);
      if (held && wanted === key) return ok(held);
      const base = dataUrl.endsWith('/') ? dataUrl : `${dataUrl}/`;
      try {
        const loaded = await loadDataset(descriptor, options, {
          seed: project.seed,
          fetchPack: (path, onPackProgress) => env.fetchPack(`${base}${path}`, onPackProgress),
          onProgress,
        });
        key = wanted;
        held = loaded;
        heldId = descriptor.id;
        return ok(loaded);
      } catch (error) {
        if (error instanceof DiagnosticError) return refused(error.diagnostic);
        return refused(diagnostic('training.dataFailed', { reason: reasonOf(error) }, 'data'));
      }
    },
    drop(id) {
      if (heldId === id) held = null;
    },
  };
}
