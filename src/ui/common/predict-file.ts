import type { AnswerTo } from '../../core/runs/protocol.ts';
import type { Result } from '../../core/util/diagnostics.ts';
import type { Playground } from '../../store/playground.ts';
import { isMedium } from './open-file.ts';

export interface PredictFileOptions {
  readonly signal?: AbortSignal;
  /** Of tables; absent: as the file shows. */
  readonly format?: string;
  /** Hears what share of the file is done. */
  readonly onProgress?: (fraction: number) => void;
}

/** Files that were chosen as the one that is read: a table as it is; pictures and sounds, with or without a table beside them, as an archive. */
export async function asOneFile(files: readonly File[]): Promise<File> {
  const [first] = files;
  if (first && files.length === 1 && !isMedium(first.name)) return first;
  const { packFiles } = await import('../../core/data/import/pack-files.ts');
  const placed = files.map((file) => ({ path: file.webkitRelativePath || file.name, bytes: file }));
  return new File(
    [...(await packFiles(placed, () => undefined))],
    first && files.length === 1 ? `${first.name}.zip` : 'files.zip',
  );
}

/** What every task predicts for the rows of a file, as a CSV. The worker reads the file, between the steps of a run that trains. */
export async function predictFile(
  { actions, trainer, view }: Playground,
  file: Blob,
  { signal, format, onProgress }: PredictFileOptions = {},
): Promise<Result<AnswerTo<'predictFile'>>> {
  const fileName = file instanceof File ? file.name : 'rows.csv';
  const stop = trainer.subscribe((events) => {
    for (const event of events) if (event.type === 'answering') onProgress?.(event.fraction);
  });
  try {
    return await actions.request(
      {
        kind: 'predictFile',
        fileName,
        bytes: file,
        ...(format === undefined ? {} : { format }),
        language: view.getState().language,
      },
      signal,
    );
  } finally {
    stop();
  }
}
