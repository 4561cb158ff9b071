import { DiagnosticError, diagnostic } from '../../../util/diagnostics.ts';
import type { SourceFile, TableFormat } from '../types.ts';
import { tableFormats } from './registry.ts';

/** The format of this name, or the one that the file's first bytes are of. Throws a `DiagnosticError` on a name that there is not. */
export async function formatFor(file: SourceFile, wanted: string | undefined): Promise<TableFormat> {
  const head = await file.slice(0, Math.min(file.size, 64));
  const found = tableFormats.find((format) => (wanted === undefined ? format.recognises(head, file.name) : format.id === wanted));
  if (found) return found;
  const known = tableFormats.map(({ id }) => id).join(', ');
  throw new DiagnosticError(diagnostic('import.badFormat', { format: String(wanted), known }, 'file'));
}
