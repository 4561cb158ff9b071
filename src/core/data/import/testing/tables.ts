import { utf8ToBytes } from '@noble/hashes/utils.js';
import { type Built, buildData } from '../build.ts';
import { type ColumnChoice, type Division, withChoice } from '../choices.ts';
import { inferChoices } from '../infer.ts';
import { readTable, type Table } from '../table.ts';
import type { ReadingOptions, ReadingWorld } from '../types.ts';
import { fileOf } from './files.ts';

export const division: Division = { by: 'random', seed: 1, train: 0.7, validation: 0.15 };
export const origin = { name: 'Mine', file: { name: 'mine.csv', bytes: 1, hash: 'a'.repeat(64) } };

/** Reads text as a file of this name. */
export const tablesIn =
  (world: ReadingWorld) =>
  async (text: string, name = 'mine.csv', options: ReadingOptions = {}): Promise<Table> => {
    const read = await readTable(fileOf(name, Uint8Array.from(utf8ToBytes(text))), options, world);
    if (!read.ok) throw new Error(read.diagnostics.map(({ message }) => message).join(' '));
    return read.value;
  };

/** The inferred choices with other roles and kinds, by name. */
export const chosen = (table: Table, changes: Readonly<Record<string, Partial<ColumnChoice>>>): readonly ColumnChoice[] =>
  Object.entries(changes).reduce<readonly ColumnChoice[]>(
    (choices, [name, change]) => withChoice(choices, table.names.indexOf(name), change),
    inferChoices(table),
  );

export function built(table: Table, choices: readonly ColumnChoice[], how: Division = division): Built {
  const result = buildData(table, choices, how, origin);
  if (!result.ok) throw new Error(result.diagnostics.map(({ message }) => message).join(' '));
  return result.value;
}
