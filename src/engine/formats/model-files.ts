import { fileNameOf } from '../../core/runs/file-name.ts';
import type { ModelFile, ModelFormat } from '../../core/runs/model-formats.ts';
import { Budget, fileLimits } from '../../core/util/budget.ts';
import { DiagnosticError, diagnostic, ok, type Result, refused } from '../../core/util/diagnostics.ts';
import type { ModelFiles } from '../training/environment.ts';

/** Reads a file of any of the formats, told apart by its content. Refused with `file.…`. `name` is only for messages. */
async function readModelFile(formats: readonly ModelFormat[], name: string, bytes: Uint8Array): Promise<Result<ModelFile>> {
  try {
    for (const { reader } of formats) {
      if (!reader || !(await reader.recognises(bytes))) continue;
      const file = await reader.read(bytes, new Budget(fileLimits(bytes.length), 'file'));
      const bad = file.ok && Object.entries(file.value.weights ?? {}).find(([, { data }]) => !data.every(Number.isFinite));
      return bad ? refused(diagnostic('file.badWeight', { name: bad[0] }, 'file')) : file;
    }
  } catch (error) {
    if (error instanceof DiagnosticError) return refused(error.diagnostic);
    throw error;
  }
  return refused(diagnostic(looksLikeOnnx(name, bytes) ? 'file.onnx' : 'file.unknownKind', { name }, 'file'));
}

const idsOf = (formats: readonly ModelFormat[]): string => formats.map(({ id }) => id).join(', ');

/** By its name, and as such a file begins: with the version of its format. */
const looksLikeOnnx = (name: string, bytes: Uint8Array): boolean => /\.onnx$/i.test(name) && bytes[0] === 8;

/** Writing and reading as the training host asks for it, in the given formats. */
export const createModelFiles = (formats: readonly ModelFormat[]): ModelFiles => ({
  async write(id, source) {
    const format = formats.find((item) => item.id === id);
    if (!format) return refused(diagnostic('file.unknownFormat', { format: id, known: idsOf(formats) }, 'page'));
    const { mime, extension } = format;
    const bytes = await (format.holds === 'weights' ? format.write(source) : format.write(source.project));
    const step = format.holds === 'weights' ? source.checkpoint.step : null;
    const notes = format.holds === 'weights' ? (format.notes?.(source) ?? []) : [];
    return bytes.ok ? ok({ fileName: fileNameOf(source.project, step, extension), mime, bytes: bytes.value, notes }) : bytes;
  },
  read: (fileName, bytes) => readModelFile(formats, fileName, bytes),
});
