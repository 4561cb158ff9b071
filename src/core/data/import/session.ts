import { type Diagnostic, diagnostic, ok, type Result, refused } from '../../util/diagnostics.ts';
import { buildData } from './build.ts';
import type { ColumnChoice, Division } from './choices.ts';
import { cutsOf } from './cuts.ts';
import type { Described } from './described.ts';
import { divide, partSizes } from './divide.ts';
import { fitColumns } from './fit.ts';
import { hashFile } from './hash.ts';
import { inferChoices } from './infer.ts';
import type { Media } from './media/media.ts';
import { type ImportMemory, importMemory } from './memory.ts';
import { type OwnDataset, packTensors } from './own-dataset.ts';
import { type ColumnProfile, profileColumn } from './profile.ts';
import { type BadRows, readTable, type Table } from './table.ts';
import type { OnProgress, Reading, ReadingOptions, ReadingWorld, SourceFile } from './types.ts';
import { warningsOf } from './warnings.ts';

/** What is shown of a file that was read. */
export interface ReadReport {
  readonly file: { readonly name: string; readonly bytes: number };
  readonly rows: number;
  readonly reading: Reading;
  readonly renamed: readonly string[];
  readonly bad: BadRows;
  /** What the files are that its rows name; null where rows name none. */
  readonly media: Media['kind'] | null;
  /** What is to be said of the file as a whole. */
  readonly notes: readonly Diagnostic[];
  /** What each column is, as far as it shows. */
  readonly choices: readonly ColumnChoice[];
}

/** What is shown of columns as they are to be used. */
export interface JudgedChoices {
  readonly profiles: readonly ColumnProfile[];
  readonly parts: readonly [train: number, validation: number, test: number] | null;
  /** null: it cannot be used so. */
  readonly memory: ImportMemory | null;
  /** Errors stand against using the data, warnings do not. */
  readonly diagnostics: readonly Diagnostic[];
}

export interface SessionWorld extends ReadingWorld {
  /** Bytes as something that crosses to other workers. */
  pack(pieces: readonly Uint8Array<ArrayBuffer>[]): OwnDataset['packed'];
}

/** One file on its way in: it is read once, looked at as often as somebody changes his mind, and built at the end. */
export class ImportSession {
  private table: Table | null = null;
  private file: SourceFile | null = null;
  private hash: Promise<string> | null = null;
  private profiles = new Map<string, ColumnProfile>();

  constructor(private readonly world: SessionWorld) {}

  /** Reads a file, in place of the one before. */
  async read(file: SourceFile, options: ReadingOptions, onProgress: OnProgress): Promise<Result<ReadReport>> {
    if (this.file !== file) this.hash = null;
    this.file = file;
    this.table = null;
    this.profiles = new Map();
    const read = await readTable(file, options, this.world, onProgress);
    if (!read.ok) return read;
    const table = read.value;
    this.table = table;
    return ok({
      file: { name: file.name, bytes: file.size },
      rows: table.count,
      reading: table.reading,
      renamed: table.renamed,
      bad: table.bad,
      media: [...table.media.values()][0]?.kind ?? null,
      notes: table.notes,
      choices: inferChoices(table),
    });
  }

  /** What the columns are like when they are used so, and what speaks against it. */
  async judge(choices: readonly ColumnChoice[], division: Division): Promise<JudgedChoices> {
    const table = this.held();
    const profiles: ColumnProfile[] = [];
    for (const [index, choice] of choices.entries()) {
      const key = JSON.stringify([index, choice.kind, choice.decimal, choice.order]);
      const profile = this.profiles.get(key) ?? profileColumn(table, index, choice);
      this.profiles.set(key, profile);
      profiles.push(profile);
      await this.world.pause();
    }
    const parts = divide(table, choices, division);
    if (!parts.ok) return { profiles, parts: null, memory: null, diagnostics: parts.diagnostics };
    const fitted = fitColumns(table, choices, parts.value);
    await this.world.pause();
    const warnings = warningsOf(table, choices, parts.value, division);
    return {
      profiles,
      parts: partSizes(parts.value),
      memory: fitted.ok ? importMemory(table, fitted.value) : null,
      diagnostics: [...(fitted.ok ? cutsOf(table, fitted.value) : fitted.diagnostics), ...warnings],
    };
  }

  /** The data as it joins the page. Refused where something stands against using it. */
  async build(choices: readonly ColumnChoice[], division: Division, name: string): Promise<Result<OwnDataset>> {
    const [table, file] = [this.held(), this.file];
    if (!file) throw new Error('a file has been read');
    this.hash ??= hashFile(file, this.world);
    const hash = await this.hash;
    const built = buildData(table, choices, division, { name, file: { name: file.name, bytes: file.size, hash } });
    if (!built.ok) return built;
    const { id, described, tensors } = built.value;
    const { pieces, layout } = packTensors(tensors);
    return ok({ id, described, packed: this.world.pack(pieces), layout, words: tensors.words ?? {} });
  }

  private held(): Table {
    if (!this.table) throw new Error('a table has been read');
    return this.table;
  }
}

/** The choices of a description, by which the same file gives the same data again. */
export const choicesOf = ({ columns }: Described): readonly ColumnChoice[] =>
  columns.map(({ name, kind, role, decimal, order, fit }) => ({
    name,
    kind,
    role,
    ...(decimal ? { decimal } : {}),
    ...(order ? { order } : {}),
    ...(fit?.as === 'yesno' ? { yes: fit.yes } : {}),
    ...(kind === 'ordered' && (fit?.as === 'rank' || fit?.as === 'label') ? { levels: fit.levels } : {}),
  }));

/** How the file of a description was read, so that it is read so again. */
export function readingOf({ file }: Described): ReadingOptions {
  const { format, encoding, delimiter, header, malformed, side, grey } = file;
  return {
    format,
    malformed,
    ...(encoding ? { encoding } : {}),
    ...(delimiter ? { delimiter } : {}),
    ...(header === undefined ? {} : { header }),
    ...(side === undefined ? {} : { side }),
    ...(grey === undefined ? {} : { grey }),
  };
}

/**
 * The data that a document describes, from its file. Refused where the file is another one, or where what is read of it is not what is described.
 */
export async function restore(
  file: SourceFile,
  wanted: { readonly id: string; readonly described: Described },
  world: SessionWorld,
  onProgress: OnProgress,
): Promise<Result<OwnDataset>> {
  const { described } = wanted;
  const expected = described.file;
  const other = diagnostic('import.otherFile', { found: file.name, expected: expected.name }, 'file');
  if (file.size !== expected.bytes || (await hashFile(file, world)) !== expected.hash) return refused(other);
  const session = new ImportSession(world);
  const named: SourceFile = { name: expected.name, size: file.size, slice: (start, end) => file.slice(start, end) };
  const read = await session.read(named, readingOf(described), onProgress);
  if (!read.ok) return read;
  const built = await session.build(choicesOf(described), described.division, described.name);
  if (!built.ok) return built;
  if (built.value.id !== wanted.id) return refused(diagnostic('import.otherReading', { file: expected.name }, 'file'));
  return built;
}
