import { readDirectory } from '../../core/data/import/formats/zip-directory.ts';
import { DiagnosticError } from '../../core/util/diagnostics.ts';
import type { Playground } from '../../store/playground.ts';

/** What a packed model of any of the formats has. */
const ofModels = /(^|\/)(model\.json|playground\.json|document\.json|package\.json|[^/]+\.(safetensors|py))$/;
const ofData = /\.(jpe?g|png|webp|wave?|mp3|og[ga]|opus|flac|m4a|csv|tsv|jsonl|ndjson)$/i;

/** Projects as the page takes them home, and nothing else. */
const ofProjects = /\/(document\.json|weights\.safetensors)$/;

/** What a ZIP archive holds. What cannot be opened for its password or its size is left to the import of data to say. */
async function archiveHolds(file: File): Promise<'data' | 'projects' | 'model'> {
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

/** Hands an archive to whom it concerns; false where it is a model. */
export async function openArchive({ view }: Playground, file: File): Promise<boolean> {
  const holds = await archiveHolds(file);
  if (holds === 'projects') view.set({ dialog: 'projects', arriving: file });
  if (holds === 'data') view.set({ importing: { file, change: false } });
  return holds !== 'model';
}
