import { buildData } from '../../../../core/data/import/build.ts';
import { type ColumnChoice, withChoice } from '../../../../core/data/import/choices.ts';
import { inferChoices } from '../../../../core/data/import/infer.ts';
import { ownDescriptor, packTensors } from '../../../../core/data/import/own-dataset.ts';
import { readTable } from '../../../../core/data/import/table.ts';
import { fileOf } from '../../../../core/data/import/testing/files.ts';
import { loadDataset } from '../../../../core/data/load.ts';
import { proposedDocument } from '../../../../core/graph/proposed-document.ts';
import type { Project } from '../../../../core/project/schema.ts';
import { at } from '../../../../core/util/assert-never.ts';
import { importWorld } from '../../../../worker/import-world.ts';
import { packFromDisk } from '../../../executors/conformance/testing/packs.ts';
import type { PreparedRun } from '../../../training/prepare.ts';
import { preparedFor } from '../../../training/testing/prepared.ts';
import { given } from '../../testing.ts';

/** A visitor's own table, with the network that the page proposes for it, ready to be trained. */
async function ownTable(
  csv: string,
  choices: Readonly<Record<string, Partial<ColumnChoice>>>,
  change: (project: Project) => Project,
): Promise<PreparedRun> {
  const world = importWorld();
  const table = given(await readTable(fileOf('mine.csv', new TextEncoder().encode(csv)), {}, world));
  const chosen = Object.entries(choices).reduce<readonly ColumnChoice[]>(
    (all, [name, one]) => withChoice(all, table.names.indexOf(name), one),
    inferChoices(table),
  );
  const origin = { name: 'Mine', file: { name: 'mine.csv', bytes: csv.length, hash: 'a'.repeat(64) } };
  const { id, described, tensors } = given(
    buildData(table, chosen, { by: 'random', seed: 1, train: 0.7, validation: 0.15 }, origin),
  );
  const { pieces, layout } = packTensors(tensors);
  const descriptor = ownDescriptor({ id, described, packed: world.pack(pieces), layout, words: tensors.words ?? {} });
  const signature = descriptor.signature(described);
  const { project } = proposedDocument(id, described, signature, ({ title }) => title.en);
  const dataset = await loadDataset(descriptor, described, { seed: 1, fetchPack: packFromDisk, onProgress: () => undefined });
  return preparedFor(change(project), dataset);
}

/** Column, task and class names with which a file, a line of code or a path could be broken. */
const hostileNames = ['class', '__init__', '🙂', '"; import os #', '../../etc/passwd', "it's, \\n {x}"];
const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;
const table = [
  [...hostileNames.slice(0, 4), 'def', 'lambda'].map(quoted).join(','),
  ...Array.from({ length: 90 }, (_, i) =>
    [
      i % 7 === 3 ? '' : (i * 0.37).toFixed(2),
      ((i * 13) % 17) / 3,
      quoted(at(hostileNames, i % 3)),
      (i * 1.7) % 5,
      i % 11 === 0 ? '' : quoted(at(hostileNames, 3 + (i % 3))),
      i % 5 === 1 ? '' : (i * 2.5).toFixed(1),
    ].join(','),
  ),
].join('\n');

/** A visitor's table with such columns and classes, and the tasks that are called after them. */
export const hostileTable = (): Promise<PreparedRun> =>
  ownTable(
    table,
    { def: { role: 'target', kind: 'category' }, lambda: { role: 'target' }, '🙂': { kind: 'category' } },
    (project) => ({ ...project, name: hostileNames.join(' '), training: { ...project.training, batchSize: 8, clipNorm: null } }),
  );
