import { strFromU8 } from 'fflate';
import { parseProjectText } from '../../core/project/parse.ts';
import { fileNameOf } from '../../core/runs/file-name.ts';
import { DiagnosticError, diagnostic, ok, type Result, refused } from '../../core/util/diagnostics.ts';
import type { ModelFiles } from '../training/environment.ts';
import { looksLikeZip, readModelZip } from './layers-model/model-zip.ts';
import type { ModelFile } from './model-file.ts';
import { modelFormats } from './registry.ts';
import { looksLikeSafetensors, readSafetensors } from './safetensors.ts';

/** True where the first letter is that of a JSON object (a byte order mark and white space aside). */
function looksLikeJson(bytes: Uint8Array): boolean {
  return strFromU8(bytes.subarray(0, 64)).replace('\ufeff', '').trimStart().startsWith('{');
}

/**
 * Reads a file of any of the formats, told apart by its content. Broken files are refused with `file.…` diagnostics; never throws.
 * `name` is only for messages.
 */
export function readModelFile(name: string, bytes: Uint8Array): Result<ModelFile> {
  if (looksLikeZip(bytes)) return readModelZip(bytes);
  if (looksLikeSafetensors(bytes)) return readSafetensors(bytes);
  if (!looksLikeJson(bytes)) return refused(diagnostic('file.unknownKind', { name }, 'file'));
  const project = parseProjectText(strFromU8(bytes).replace('\ufeff', ''));
  return project.ok ? ok({ project: project.value, weights: null }) : project;
}

/** Writing and reading as the training host asks for it. */
export const modelFiles: ModelFiles = {
  async write(id, source) {
    const format = modelFormats.find((item) => item.id === id);
    if (!format) return refused(diagnostic('file.unknownFormat', { format: id }, 'page'));
    const { mime, extension } = format;
    try {
      return ok({ fileName: fileNameOf(source.project.name, extension), mime, bytes: format.write(source) });
    } catch (error) {
      if (!(error instanceof DiagnosticError)) throw error;
      return refused(error.diagnostic);
    }
  },
  async read(fileName, bytes) {
    return readModelFile(fileName, bytes);
  },
};
