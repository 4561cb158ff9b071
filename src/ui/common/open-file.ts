import type { Playground } from '../../store/playground.ts';

/** How tables end. */
export const tableFiles = '.csv,.tsv,.tab,.txt,.data,.jsonl,.ndjson,.json,.xlsx,.parquet,.zip';
/** How images end, sounds, and both. */
export const imageFiles = '.jpg,.jpeg,.png,.webp';
export const soundFiles = '.wav,.mp3,.ogg,.opus,.flac,.m4a';
export const mediaFiles = `${imageFiles},${soundFiles}`;
/** Whether a file of this name is an image or a sound. */
export const isMedium = (name: string): boolean => mediaFiles.split(',').some((end) => name.toLowerCase().endsWith(end));
/** How files end that can be opened. */
export const openedFiles = `.json,.safetensors,${tableFiles}`;

/** Whether a file is a table rather than a document: by its name, and where both end so, by how it begins. */
async function isTable(file: File): Promise<boolean> {
  if (!file.name.toLowerCase().endsWith('.json')) return /\.(csv|tsv|tab|txt|data|jsonl|ndjson|xlsx|parquet)$/i.test(file.name);
  const head = await file.slice(0, 4000).text();
  return /^\s*\[/.test(head) || (/^\s*\{.*\}\s*\n\s*\{/.test(head) && !head.includes('mtl-playground'));
}

/** The most bytes of a comparison's file, or of runs. */
const mostBytes = 2 ** 28;

/** A comparison or runs come back; true where the file is such. */
async function openResults(playground: Playground, file: File): Promise<boolean> {
  if (file.size > mostBytes || !/mtl-playground-(experiment|run)|^run,number,name,/.test(await file.slice(0, 200).text()))
    return false;
  const tab = await (await import('./results-files.ts')).openResultsFile(playground, await file.text());
  if (tab === null) return false;
  playground.view.set({ tab });
  return true;
}

/** Many files, or folders of them, are data on its way in. */
export async function openFiles(playground: Playground, entries: readonly FileSystemEntry[]): Promise<void> {
  const files = await (await import('./files-of-drop.ts')).filesOfDrop(entries);
  if (files.length > 0) playground.view.set({ importing: { file: null, files, change: false } });
}

/** Whether it is the file with weights that a task for a class waits for: taken then. */
async function isAwaited(playground: Playground, file: File): Promise<boolean> {
  if (!playground.project.getState().project.sheet) return false;
  return (await import('../../store/classroom/sheet-player.ts')).takesBeside(playground, file, 'its');
}

/** Opens what a file holds: a document, a model, projects, a comparison, runs, or a table. */
export async function openFile(playground: Playground, file: File): Promise<void> {
  if ((await isAwaited(playground, file)) || (await openResults(playground, file))) return;
  if (isMedium(file.name)) {
    playground.view.set({ importing: { file: null, files: [{ path: file.name, bytes: file }], change: false } });
    return;
  }
  if (file.name.toLowerCase().endsWith('.zip')) {
    if (await (await import('./data-archive.ts')).openArchive(playground, file)) return;
  } else if (await isTable(file)) {
    playground.view.set({ importing: { file, change: false } });
    return;
  }
  await playground.actions.openFile(file.name, new Uint8Array(await file.arrayBuffer()));
}
