import { readDirectory } from '../../core/data/import/formats/zip-directory.ts';
import { DiagnosticError } from '../../core/util/diagnostics.ts';

/** What a packed model of any of the formats has. */
const ofModels = /(^|\/)(model\.json|playground\.json|document\.json|package\.json|[^/]+\.(safetensors|py))$/;
const ofData = /\.(jpe?g|png|webp|wave?|mp3|og[ga]|opus|flac|m4a|csv|tsv|jsonl|ndjson)$/i;

/** Projects as the page takes them home, and nothing else. */
const ofProjects = /\/(document\.json|weights\.safetensors)$/;

/** What a ZIP archive holds. What cannot be opened for its password or its size is left to the import of data to say. */
export async function archiveHolds(file: File): Promise<'data' | 'projects' | 'model'> {
  const source = {
    name: file.name,
    size: file.size,
    slice: async (start: number, end: number) => new Uint8Array(await file.slice(start, end).arrayBuffer()),
  };
  const world = {
    decoder(encoding: string) {
      const decoder = new TextDecoder(encoding);
      return { decode: (bytes: Uint8Array, more: boolean) => decoder.decode(bytes, { stream: more }) };
    },
    pause: () => Promise.resolve(),
  };
  try {
    const { entries } = await readDirectory(source, world);
    if (entries.every(({ path }) => ofProjects.test(path)) && entries.some(({ path }) => path.endsWith('.json')))
      return 'projects';
    return entries.some(({ path }) => ofData.test(path)) && !entries.some(({ path }) => ofModels.test(path)) ? 'data' : 'model';
  } catch (error) {
    if (error instanceof DiagnosticError) return error.diagnostic.code === 'import.badArchive' ? 'model' : 'data';
    throw error;
  }
}
