import { fileNameOf } from '../../core/runs/file-name.ts';
import type { ModelFile, ModelFormat } from '../../core/runs/model-formats.ts';
import { diagnostic, ok, type Result, refused } from '../../core/util/diagnostics.ts';
import type { ModelFiles } from '../training/environment.ts';

/** Reads a file of any of the formats, told apart by its content. Refused with `file.…`. `name` is only for messages. */
async function readModelFile(formats: readonly ModelFormat[], name: string, bytes: Uint8Array): Promise<Result<ModelFile>> {
  for (const { reader } of formats) {
    if (reader && (await reader.recognises(bytes))) return reader.read(bytes);
  }
  return refused(diagnostic('file.unknownKind', { name }, 'file'));
}

/** Writing and reading as the training host asks for it, in the given formats. */
export const createModelFiles = (formats: readonly ModelFormat[]): ModelFiles => ({
  async write(id, source) {
    const format = formats.find((item) => item.id === id);
    if (!format) return refused(diagnostic('file.unknownFormat', { format: id }, 'page'));
    const { mime, extension } = format;
    const bytes = await (format.holds === 'weights' ? format.write(source) : format.write(source.project));
    return bytes.ok ? ok({ fileName: fileNameOf(source.project.name, extension), mime, bytes: bytes.value }) : bytes;
  },
  read: (fileName, bytes) => readModelFile(formats, fileName, bytes),
});
