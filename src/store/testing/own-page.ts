import { startImporter } from '../../client/importer.ts';
import { type ColumnChoice, type Division, withChoice } from '../../core/data/import/choices.ts';
import { createImporter } from '../../core/data/import/importer.ts';
import type { OwnDataset } from '../../core/data/import/own-dataset.ts';
import { builtInDatasets } from '../../core/data/registry.ts';
import { defaults } from '../../core/project/defaults.ts';
import type { Executor } from '../../engine/executors/executor.ts';
import { modelFormats } from '../../engine/formats/registry.ts';
import { importWorld } from '../../worker/import-world.ts';
import { pageDatasets } from '../datasets.ts';
import { type OwnData, ownDataOf } from '../own-data/own-data.ts';
import { createOwnDataLibrary } from '../own-data/own-data-library.ts';
import type { Playground } from '../playground.ts';
import { memoryTable } from '../runs/testing/memory-table.ts';
import { directPlayground } from './direct-playground.ts';

/** An importer in this thread. */
const directImporter = () =>
  startImporter((onMessage) => ({ post: createImporter(importWorld(), onMessage), terminate: () => undefined }));

const reasons = (diagnostics: readonly { readonly message: string }[]): string =>
  diagnostics.map(({ message }) => message).join(' ');

/** A page without its interface, that can take a visitor's data. */
export function ownPage(executor?: Executor): { readonly playground: Playground; readonly own: OwnData } {
  const playground = directPlayground(defaults.project('toys'), modelFormats, executor);
  const library = createOwnDataLibrary(memoryTable().table);
  return { playground, own: ownDataOf(playground, { library, startImporter: directImporter, now: () => 1 }) };
}

/** A file as it joins the page, its columns corrected by name. */
export async function dataOf(
  file: File,
  changes: Readonly<Record<string, Partial<ColumnChoice>>>,
  division: Division = { by: 'random', seed: 4, train: 0.7, validation: 0.15 },
): Promise<OwnDataset> {
  const importer = directImporter();
  const read = await importer.read(file.name, file, {}, () => undefined);
  if (!read.ok) throw new Error(reasons(read.diagnostics));
  const choices = Object.entries(changes).reduce(
    (all, [name, change]) =>
      withChoice(
        all,
        all.findIndex((one) => one.name === name),
        change,
      ),
    read.value.choices,
  );
  const built = await importer.build(choices, division, file.name);
  importer.end();
  if (!built.ok) throw new Error(reasons(built.diagnostics));
  return built.value;
}

/** The page's words for what is proposed. */
export const plainWords = { titleOf: ({ title }: { title: { en: string } }) => title.en, say: () => '' };

/** Forgets every visitor's data. */
export function forgetOwnData(): void {
  for (const { id } of pageDatasets.all()) if (!builtInDatasets.find(id)) pageDatasets.forget(id);
}
