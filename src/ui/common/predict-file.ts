import type { AnswerTo } from '../../core/runs/protocol.ts';
import type { Result } from '../../core/util/diagnostics.ts';
import type { Playground } from '../../store/playground.ts';

export interface PredictFileOptions {
  readonly signal?: AbortSignal;
  /** Of tables; absent: as the file shows. */
  readonly format?: string;
  /** Hears what share of the file is done. */
  readonly onProgress?: (fraction: number) => void;
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
