import { formatFor } from '../import/formats/format-for.ts';
import type { Media } from '../import/media/media.ts';
import type { BadRow, Facts, ReadingOptions, ReadingWorld, RowBatch, SourceFile } from '../import/types.ts';
import type { Cell, RowMedia } from './match-columns.ts';

/** A row of a file and the line that it begins in, counted from 1; of a format without lines the row. */
export interface FileRow {
  readonly line: number;
  readonly cells: readonly Cell[];
}

/** Some rows of a file, in order. */
export interface FileRows {
  /** The names of the columns; later rows may have brought further ones. */
  readonly header: readonly string[];
  readonly rows: readonly FileRow[];
  /** The images or sounds that the rows name; empty where they name none. */
  readonly media: RowMedia;
  /** Of which nothing could be read. */
  readonly bad: readonly Pick<BadRow, 'line' | 'reason'>[];
  readonly facts: Facts & { readonly format: string };
  /** The share of the file that has been read, 0 … 1. */
  readonly done: number;
}

const none: RowMedia = new Map();

const isBlank = (cells: readonly Cell[]): boolean =>
  cells.every((cell) => cell === null || (typeof cell === 'string' && cell.trim() === ''));

/** Rows in the file's order, those among them that are malformed but hold something too. */
function inOrder({ rows, lines, bad }: RowBatch): { readonly rows: FileRow[]; readonly lost: BadRow[] } {
  const all: FileRow[] = [];
  const lost: BadRow[] = [];
  let next = 0;
  for (let i = 0; i <= rows.length; i++) {
    for (let one = bad[next]; one && one.before <= i; one = bad[++next]) {
      if (one.cells && !one.lost) all.push({ line: one.line, cells: one.cells });
      else lost.push(one);
    }
    const cells = rows[i];
    if (cells && !isBlank(cells)) all.push({ line: lines[i] ?? 0, cells });
  }
  return { rows: all, lost };
}

/**
 * The rows of a table to predict for, in any format of tables; the first line names the columns where the format does not. Of an archive all rows come together, when
 * what they name has been read, with batches without rows before. `options.format`: its id; absent:
 * as the file's first bytes say. Throws a `DiagnosticError` where the file is none of them, or not what it claims to be.
 */
export async function* fileRows(
  file: SourceFile,
  options: ReadingOptions,
  world: ReadingWorld,
): AsyncGenerator<FileRows, void, void> {
  const reader = await formatFor(file, options.format);
  let facts: FileRows['facts'] = { format: reader.id };
  let header: readonly string[] | null = null;
  const found = (own: Facts): void => {
    facts = { ...facts, ...own };
  };
  const waits = reader.id === 'zip';
  const waiting: FileRow[] = [];
  const media = new Map<string, Media>();
  for await (const batch of reader.read(file, options, world, found)) {
    const { rows, lost } = inOrder(batch);
    if (batch.names) header = batch.names;
    header ??= rows.shift()?.cells.map((cell) => String(cell ?? '')) ?? null;
    for (const [name, one] of batch.media ?? []) media.set(name, one);
    const now = { header: header ?? [], media: none, bad: lost, facts };
    if (waits) {
      waiting.push(...rows);
      yield { ...now, rows: [], done: batch.done / 2 };
    } else yield { ...now, rows, done: batch.done };
  }
  if (waits) yield { header: header ?? [], rows: waiting, media, bad: [], facts, done: 1 };
}
