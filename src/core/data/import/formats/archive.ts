import { at } from '../../../util/assert-never.ts';
import { type Diagnostic, DiagnosticError, diagnostic } from '../../../util/diagnostics.ts';
import type { Media } from '../media/media.ts';
import { mediaKinds } from '../media/registry.ts';
import type { MediaReader, ReadMedia } from '../media/types.ts';
import { partOf } from '../part-of.ts';
import type { BadRow, Cell, Facts, ReadingOptions, ReadingWorld, RowBatch, SourceFile, TableFormat } from '../types.ts';
import { delimited } from './delimited.ts';
import { FileNames } from './file-names.ts';
import { json } from './json.ts';
import { readDirectory, readEntry, type ZipEntry } from './zip-directory.ts';

/** The first rows decide what columns there are: as many as are looked at for that. */
const rowsAtOnce = 32;
/** A table of labels that is larger is none. */
const longestTable = 2 ** 28;
/** At least this share of a table's rows must name a file for it to be one of labels. */
const naming = 0.2;

const extensionOf = (path: string): string => /\.([^./]+)$/.exec(path)?.[1]?.toLowerCase() ?? '';
const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));
const tableKinds = [delimited, json].map((format) => ({ format, extensions: format.extensions.filter((end) => end !== 'txt') }));

/** A row as it stands, and the file that it names. */
interface LabelRow {
  readonly cells: readonly Cell[];
  readonly line: number;
  /** null: its file is not there. */
  readonly path: string | null;
}

interface Labels {
  readonly rows: readonly LabelRow[];
  readonly bad: readonly BadRow[];
  /** Where the table's own format knows them. */
  readonly names: readonly string[] | undefined;
  readonly header: readonly Cell[] | null;
  readonly facts: Facts;
}

/** The table of labels as a file of its own. */
const inMemory = (name: string, bytes: Uint8Array<ArrayBuffer>): SourceFile => ({
  name,
  size: bytes.length,
  slice: async (start, end) => bytes.slice(start, end),
});

/** The column that names files, by how many of its fields do, with their extension rather than without. */
function namingColumn(rows: readonly (readonly Cell[])[], find: (cell: Cell | undefined) => string | null): number | null {
  const some = rows.slice(0, 2000);
  const scores: number[] = [];
  for (const row of some) {
    row.forEach((cell, i) => {
      const path = find(cell);
      if (path !== null) scores[i] = (scores[i] ?? 0) + (String(cell).endsWith(extensionOf(path)) ? 1 : 0.5);
    });
  }
  const best = scores.reduce((most, score) => Math.max(most, score ?? 0), 0);
  return best > 0 && best >= naming * some.length * 0.5 ? scores.indexOf(best) : null;
}

/** Reads a table of an archive; null where it names none of the files. */
async function readLabels(
  file: SourceFile,
  entry: ZipEntry,
  names: FileNames,
  options: ReadingOptions,
  world: ReadingWorld,
): Promise<Labels | null> {
  const bytes = entry.size > longestTable ? null : await readEntry(file, entry);
  const format = tableKinds.find(({ extensions }) => extensions.includes(extensionOf(entry.path)))?.format;
  if (!bytes || bytes.length === 0 || !format) return null;
  let facts: Facts = {};
  const batches: RowBatch[] = [];
  const found = (given: Facts): void => {
    facts = given;
  };
  for await (const batch of format.read(inMemory(entry.path, bytes), options, world, found)) batches.push(batch);
  const folder = folderOf(entry.path);
  const find = (cell: Cell | undefined): string | null =>
    cell === null || cell === undefined || cell === '' ? null : names.find(String(cell), folder);
  const cells = batches.flatMap(({ rows }) => rows);
  const lines = batches.flatMap((batch) => batch.lines);
  const column = namingColumn(cells, find);
  if (column === null) return null;
  const rows = cells.map((row, i): LabelRow => {
    const path = find(row[column]);
    return { cells: path === null ? row : row.map((cell, place) => (place === column ? path : cell)), line: at(lines, i), path };
  });
  const given = batches.at(-1)?.names;
  const first = rows[0];
  // A first line that names no file, where others do, names the columns.
  const header = !given && options.header !== false && first?.path === null ? first.cells : null;
  return { rows: header ? rows.slice(1) : rows, bad: batches.flatMap(({ bad }) => bad), names: given, header, facts };
}

/** Folders as classes: what stands in all paths is no class; the outermost folders may name the parts. */
function labelsOfFolders(paths: readonly string[]): Labels {
  const folders = paths.map((path) => path.split('/').slice(0, -1));
  const [first = []] = folders;
  let shared = 0;
  while (shared < first.length && folders.every((parts) => parts[shared] === first[shared])) shared++;
  const depth = folders.reduce((most, parts) => Math.max(most, parts.length - shared), 0);
  const inner = folders.map((parts) => Array.from({ length: depth }, (_, i) => parts[shared + i] ?? null));
  const parted = depth > 1 && inner.every(([outer]) => outer != null && partOf(outer) !== null);
  const names = Array.from({ length: depth }, (_, i) =>
    i === 0 && parted ? 'split' : i === depth - 1 ? 'class' : `folder ${i + 1}`,
  );
  return {
    rows: paths.map((path, i) => ({ cells: [path, ...at(inner, i)], line: i + 1, path })),
    bad: [],
    names: ['file', ...names],
    header: null,
    facts: {},
  };
}

/** The files of an archive, each read once however many rows name it. */
class MediaFiles {
  private readonly read = new Map<string, ReadMedia>();
  private readonly entries: ReadonlyMap<string, ZipEntry>;

  constructor(
    private readonly file: SourceFile,
    entries: readonly ZipEntry[],
    private readonly reader: MediaReader,
  ) {
    this.entries = new Map(entries.map((entry) => [entry.path, entry]));
  }

  async take(path: string): Promise<ReadMedia> {
    const known = this.read.get(path);
    if (known) return known;
    const entry = this.entries.get(path);
    const bytes = entry ? await readEntry(this.file, entry) : null;
    const taken: ReadMedia = bytes ? await this.reader.read(bytes) : { reason: 'damaged' };
    this.read.set(path, taken);
    return taken;
  }

  /** Those that no row named. */
  unused(): readonly string[] {
    return [...this.entries.keys()].filter((path) => !this.read.has(path));
  }

  held(): readonly (readonly [string, Media])[] {
    return [...this.read].flatMap(([path, { media }]) => (media ? [[path, media] as const] : []));
  }
}

/** What comes with any archive and is no data: of systems, hidden, or to be read by people. */
const isCompanion = (path: string): boolean =>
  path.endsWith('/') || /(^|\/)(\.|__MACOSX\/|Thumbs\.db$|desktop\.ini$|(readme|licen[cs]e|notice)[^/]*$)/i.test(path);

const firstOf = (paths: readonly string[]): string => paths.slice(0, 3).join(', ');

/** Files that rows name, with a table of labels beside them (CSV, JSON lines) or in folders that are classes; a lone table is read as such: ZIP. */
export const archive: TableFormat = {
  id: 'zip',
  title: 'ZIP',
  extensions: ['zip'],
  recognises: (head) => head[0] === 0x50 && head[1] === 0x4b && (head[2] === 3 || head[2] === 5),
  async *read(file, options, world, found) {
    const { entries, unsafe } = await readDirectory(file, world);
    const notes: Diagnostic[] = [];
    if (unsafe.length > 0) notes.push(diagnostic('import.unsafePaths', { count: unsafe.length, some: firstOf(unsafe) }, 'file'));
    const kinds = mediaKinds.map((kind) => ({
      kind,
      files: entries.filter(({ path }) => kind.extensions.includes(extensionOf(path))),
    }));
    const { kind, files } = kinds.reduce((most, one) => (one.files.length > most.files.length ? one : most));
    const tables = entries.filter(({ path }) => tableKinds.some(({ extensions }) => extensions.includes(extensionOf(path))));
    const [only] = tables;
    const used = new Set([...files, ...tables]);
    const others = entries.filter((entry) => !used.has(entry) && !isCompanion(entry.path)).map(({ path }) => path);
    if (others.length > 0) {
      const what =
        files.length > 0 ? kind.extensions.slice(0, 3).join(', ') : tables.map(({ path }) => extensionOf(path)).join(', ');
      notes.push(diagnostic('import.leftOut', { count: others.length, kind: what, some: firstOf(others) }, 'file'));
    }
    if (files.length === 0) {
      if (tables.length > 1) {
        const some = firstOf(tables.map(({ path }) => path));
        throw new DiagnosticError(diagnostic('import.severalTables', { file: file.name, count: tables.length, some }, 'file'));
      }
      const bytes = only && tables.length === 1 ? await readEntry(file, only) : null;
      const format = tableKinds.find(({ extensions }) => extensions.includes(extensionOf(only?.path ?? '')))?.format;
      if (!bytes || !only || !format)
        throw new DiagnosticError(diagnostic('import.nothingInArchive', { file: file.name }, 'file'));
      yield* format.read(inMemory(only.path, bytes), options, world, found);
      yield { rows: [], lines: [], bad: [], notes, done: 1 };
      return;
    }
    const paths = files.map(({ path }) => path).sort();
    const names = new FileNames(paths);
    let labels: Labels | null = null;
    let labelTable = '';
    for (const table of tables) {
      const read = await readLabels(file, table, names, options, world);
      if (!read || read.rows.length <= (labels?.rows.length ?? 0)) continue;
      labels = read;
      labelTable = table.path;
    }
    const unread = tables.map(({ path }) => path).filter((path) => path !== labelTable);
    if (labels && unread.length > 0) {
      notes.push(diagnostic('import.otherTables', { table: labelTable, count: unread.length, some: firstOf(unread) }, 'file'));
    }
    if (!labels && tables.length > 0) {
      notes.push(diagnostic('import.labelsNameNothing', { tables: firstOf(tables.map(({ path }) => path)) }, 'file'));
    }
    labels ??= labelsOfFolders(paths);
    const { rows, header, facts } = labels;
    found({ ...facts, ...(header ? { header: true } : {}) });
    const reader = kind.open(options, world);
    const media = new MediaFiles(file, files, reader);
    const head = header ? [header] : [];
    for (let start = 0; start < rows.length; start += rowsAtOnce) {
      const batch = await takeRows(rows.slice(start, start + rowsAtOnce), media);
      const done = Math.min(1, (start + rowsAtOnce) / rows.length);
      const named = labels.names ? { names: labels.names } : {};
      if (start > 0) yield { ...batch, ...named, done };
      else {
        const before = head.length;
        yield {
          rows: [...head, ...batch.rows],
          lines: [...head.map(() => 1), ...batch.lines],
          bad: [
            ...labels.bad.map((bad) => ({ ...bad, lost: true as const, before })),
            ...batch.bad.map((bad) => ({ ...bad, before: bad.before + before })),
          ],
          ...named,
          done,
        };
      }
    }
    const unused = media.unused();
    if (unused.length > 0) notes.push(diagnostic('import.unusedFiles', { count: unused.length, some: firstOf(unused) }, 'file'));
    const finished = reader.finish();
    found({ ...facts, ...(header ? { header: true } : {}), ...finished.facts });
    yield {
      rows: [],
      lines: [],
      bad: [],
      ...(labels.names ? { names: labels.names } : {}),
      media: media.held().map(([path, one]) => [path, finished.made(one)] as const),
      notes: [...notes, ...finished.notes],
      done: 1,
    };
  },
};

/** Rows whose files can be used, and the others. */
async function takeRows(rows: readonly LabelRow[], media: MediaFiles): Promise<Pick<RowBatch, 'rows' | 'lines' | 'bad'>> {
  const good: (readonly Cell[])[] = [];
  const lines: number[] = [];
  const bad: (BadRow & { readonly before: number })[] = [];
  for (const { cells, line, path } of rows) {
    const taken: ReadMedia = path === null ? { reason: 'missingFile' } : await media.take(path);
    if (taken.reason) {
      const lost = taken.media ? {} : { lost: true as const };
      bad.push({ line, reason: taken.reason, cells, before: good.length, ...lost });
    } else {
      good.push(cells);
      lines.push(line);
    }
  }
  return { rows: good, lines, bad };
}
