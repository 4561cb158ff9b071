import type { Project } from '../core/project/schema.ts';
import { fileNameOf } from '../core/runs/file-name.ts';
import type { ModelFormat } from '../core/runs/model-formats.ts';
import type { WorkerRequest, WorkerResponse } from '../core/runs/protocol.ts';
import { type Diagnostic, diagnostic, ok, type Result, refused } from '../core/util/diagnostics.ts';

type ExportRequest = Extract<WorkerRequest, { kind: 'export' }>;
type ExportedFile = Omit<Extract<WorkerResponse, { kind: 'export' }>, 'kind'>;

/**
 * A file of one of `formats`. What holds a document alone is written here, of the document on the screen, whatever became of its run; what
 * holds weights by the worker, with the document that they were trained with; `notify` is told what the file leaves out.
 */
export async function exportFile(
  formats: readonly ModelFormat[],
  asked: { readonly format: string; readonly weights: 'current' | 'best'; readonly project: Project },
  request: (what: ExportRequest) => Promise<Result<ExportedFile>>,
  notify: (notes: readonly Diagnostic[]) => void,
): Promise<Result<ExportedFile>> {
  const format = formats.find(({ id }) => id === asked.format);
  if (!format) {
    const known = formats.map(({ id }) => id).join(', ');
    return refused(diagnostic('file.unknownFormat', { format: asked.format, known }, 'page'));
  }
  if (format.holds === 'weights') {
    const file = await request({ kind: 'export', ...asked });
    if (file.ok && file.value.notes?.length) notify(file.value.notes);
    return file;
  }
  const bytes = await format.write(asked.project);
  const { mime, extension } = format;
  return bytes.ok ? ok({ fileName: fileNameOf(asked.project, null, extension), mime, bytes: bytes.value }) : bytes;
}
