import type { Playground } from '../../store/playground.ts';

/** How files end that can be opened. */
export const openedFiles = '.json,.safetensors,.zip,.csv';

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

/** Opens what a file holds: a document, a model, a comparison, or runs. */
export async function openFile(playground: Playground, file: File): Promise<void> {
  if (await openResults(playground, file)) return;
  await playground.actions.openFile(file.name, new Uint8Array(await file.arrayBuffer()));
}
