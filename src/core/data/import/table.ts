import { type Diagnostic, DiagnosticError, diagnostic, ok, type Result, refused } from '../../util/diagnostics.ts';
import { type Column, ColumnBuilder } from './column.ts';
import { formatFor } from './formats/format-for.ts';
import { columnNames, looksLikeHeader } from './header.ts';
import { type Media, mediaBytes } from './media/media.ts';
import type {
  BadReason,
  BadRow,
  Cell,
  Facts,
  OnProgress,
  Reading,
  ReadingOptions,
  ReadingWorld,
  RowBatch,
  SourceFile,
} from './types.ts';

/** So many fields are read; a table that has more does not fit into a browser's memory. */
const mostCells = 2 ** 27;
const mostColumns = 4096;
/** So many malformed rows are shown; all are counted. */
const mostShown = 200;

/** A row that was malformed, as it is shown. */
export interface ShownBadRow extends Pick<BadRow, 'line' | 'reason'> {
  /** Its fields as text, cut where they are long. */
  readonly text: string;
}

export interface BadRows {
  readonly count: number;
  readonly byReason: Readonly<Partial<Record<BadReason, number>>>;
  /** The first ones. */
  readonly shown: readonly ShownBadRow[];
}

/** A table as it was read. */
export interface Table {
  readonly names: readonly string[];
  readonly columns: readonly Column[];
  /** Rows that were kept. */
  readonly count: number;
  /** The line of the file that each kept row begins in, [count]. */
  readonly lines: Int32Array;
  readonly bad: BadRows;
  /** Columns whose name is not the file's: it was empty, or another one had it. */
  readonly renamed: readonly string[];
  readonly reading: Reading;
  /** What the files are that its rows name, by the name; empty where rows name none. */
  readonly media: ReadonlyMap<string, Media>;
  /** What is to be said of the file as a whole. */
  readonly notes: readonly Diagnostic[];
}

class BadRowBook {
  private count = 0;
  private readonly byReason = new Map<BadReason, number>();
  private readonly shown: ShownBadRow[] = [];

  add({ line, reason, cells }: BadRow): void {
    this.count++;
    this.byReason.set(reason, (this.byReason.get(reason) ?? 0) + 1);
    if (this.shown.length >= mostShown) return;
    const text = (cells ?? [])
      .slice(0, 40)
      .map((cell) => String(cell ?? '').slice(0, 80))
      .join(' · ')
      .slice(0, 200);
    this.shown.push({ line, reason, text });
  }

  all(): BadRows {
    return { count: this.count, byReason: Object.fromEntries(this.byReason), shown: this.shown };
  }
}

/** Puts rows into columns, and keeps a book of those that do not fit. */
class TableBuilder {
  private readonly builders: ColumnBuilder[] = [];
  private readonly lines: number[] = [];
  private readonly book = new BadRowBook();
  private named: { readonly names: readonly string[]; readonly renamed: readonly string[] } = { names: [], renamed: [] };
  private fixedWidth: number | null = null;
  private header: boolean | undefined;
  private readonly media = new Map<string, Media>();
  private mediaBytes = 0;
  private readonly notes: Diagnostic[] = [];
  facts: Facts = {};

  constructor(private readonly options: ReadingOptions) {}

  take(batch: RowBatch): void {
    const { rows, lines, bad, names, media = [], notes = [] } = batch;
    for (const [name, one] of media) {
      this.media.set(name, one);
      this.mediaBytes += mediaBytes(one);
    }
    this.notes.push(...notes);
    let first = 0;
    if (names) this.widen(names);
    else if (this.fixedWidth === null) first = this.begin(rows);
    let next = 0;
    for (let i = 0; i <= rows.length; i++) {
      for (; next < bad.length && bad[next] && (bad[next]?.before ?? 0) <= i; next++) this.malformed(bad[next]);
      const row = rows[i];
      if (row && i >= first) this.row(row, lines[i] ?? 0, names !== undefined);
    }
    if (this.lines.length * this.builders.length > mostCells) {
      throw new DiagnosticError(diagnostic('import.tooLarge', { most: mostCells }, 'file'));
    }
  }

  /** The first rows decide how many columns there are, and whether they have names. Returns how many rows hold names. */
  private begin(rows: RowBatch['rows']): number {
    const place = rows.findIndex((row) => !isBlank(row));
    const head = rows[place];
    if (!head) return rows.length;
    this.header = this.options.header ?? this.facts.header ?? looksLikeHeader(head, rows.slice(place + 1, place + 30));
    const width = this.header ? lastGiven(head, rows.slice(place + 1, place + 30)) : head.length;
    this.fixedWidth = width;
    this.widen(this.header ? head.slice(0, width) : Array.from({ length: width }, () => null));
    return this.header ? place + 1 : place;
  }

  private widen(names: readonly Cell[]): void {
    if (names.length > mostColumns) {
      throw new DiagnosticError(diagnostic('import.tooManyColumns', { found: names.length, most: mostColumns }, 'file'));
    }
    if (names.length > this.builders.length) this.named = columnNames(names);
    while (this.builders.length < names.length) {
      const added = new ColumnBuilder(this.facts.delimiter === ';' ? ',' : '.');
      for (let row = 0; row < this.lines.length; row++) added.push(null);
      this.builders.push(added);
    }
  }

  private malformed(bad: BadRow | undefined): void {
    if (!bad) return;
    this.book.add(bad);
    if (this.options.malformed === 'repair' && bad.cells && !bad.lost) this.put(bad.cells, bad.line);
  }

  private row(cells: readonly Cell[], line: number, named: boolean): void {
    const width = this.builders.length;
    // A row in which nothing stands is none.
    if (!cells[0] && isBlank(cells)) return;
    if (cells.length !== width && !named) {
      const reason: BadReason = cells.length < width ? 'tooFew' : 'tooMany';
      // Delimiters at the end of a line that nothing stands behind do no harm.
      if (reason === 'tooFew' || cells.slice(width).some((cell) => cell !== null && cell !== '')) {
        this.malformed({ line, reason, cells });
        return;
      }
    }
    this.put(cells, line);
  }

  private put(cells: readonly Cell[], line: number): void {
    const { builders } = this;
    for (let i = 0; i < builders.length; i++) builders[i]?.push(cells[i] ?? null);
    this.lines.push(line);
  }

  /** What the whole will take of memory if the rest of the file is like the share `done` of it. */
  expectedBytes(done: number): number {
    const rows = (4 * this.lines.length + this.mediaBytes) / done;
    return Math.round(this.builders.reduce((sum, builder) => sum + builder.expectedBytes(done), rows));
  }

  finish(format: string): Table {
    const { lines, book, named, facts, header, media, notes } = this;
    const malformed = this.options.malformed ?? 'skip';
    return {
      names: named.names,
      renamed: named.renamed,
      columns: this.builders.map((builder) => builder.finish()),
      count: lines.length,
      lines: Int32Array.from(lines),
      bad: book.all(),
      reading: { format, ...facts, ...(header === undefined ? {} : { header }), malformed },
      media,
      notes,
    };
  }
}

const isBlank = (row: readonly Cell[]): boolean => row.every((cell) => cell === null || cell === '');

/** Names may be followed by delimiters that nothing stands between, neither there nor below. */
function lastGiven(head: readonly Cell[], below: readonly (readonly Cell[])[]): number {
  let width = head.length;
  const empty = (row: readonly Cell[]): boolean =>
    row[width - 1] === undefined || row[width - 1] === null || row[width - 1] === '';
  while (width > 1 && empty(head) && below.every(empty)) width--;
  return width;
}

/**
 * Reads a file as a table. Refused where it is none: nothing in it, a header alone, no text, larger than what fits. `onProgress`: the share that has been
 * read, and how many bytes the whole will take if the rest is like it.
 */
export async function readTable(
  file: SourceFile,
  options: ReadingOptions,
  world: ReadingWorld,
  onProgress: OnProgress = () => undefined,
): Promise<Result<Table>> {
  if (file.size === 0) return refused(diagnostic('import.empty', { file: file.name }, 'file'));
  try {
    const format = await formatFor(file, options.format);
    const builder = new TableBuilder(options);
    const found = (facts: Facts): void => {
      builder.facts = facts;
    };
    for await (const batch of format.read(file, options, world, found)) {
      builder.take(batch);
      onProgress(batch.done, batch.done > 0 ? builder.expectedBytes(batch.done) : 0);
      await world.pause();
    }
    const table = builder.finish(format.id);
    if (table.count > 0) return ok(table);
    return refused(
      diagnostic('import.noRows', { file: file.name, columns: table.names.length, malformed: table.bad.count }, 'file'),
    );
  } catch (error) {
    if (error instanceof DiagnosticError) return refused(error.diagnostic);
    throw error;
  }
}
