import { DiagnosticError, diagnostic } from '../../../util/diagnostics.ts';
import { encodingOf, textPieces } from '../text-pieces.ts';
import type { BadRow, Cell, RowBatch, TableFormat } from '../types.ts';

/** The bytes of the marks of UTF-8 and UTF-16, of which the latter has zeros between letters too. */
const marks: ReadonlySet<number> = new Set([0xef, 0xbb, 0xbf, 0xff, 0xfe]);
/** The longest file that is one list: it has to be read in one piece. */
const longestList = 2 ** 28;

/** Lists of words become tags; whatever else is nested stands as JSON, and so does an empty list, which is not the same as nothing. */
function cellOf(value: unknown): Cell {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string' || typeof value === 'number') return value;
  if (Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === 'string' || typeof one === 'number'))
    return value.join('|');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** Objects as rows: a column for every name, in the order in which names come. */
class Records {
  readonly names: string[] = [];
  private readonly places = new Map<string, number>();

  /** null: it is no object. */
  row(record: unknown): Cell[] | null {
    if (typeof record !== 'object' || record === null || Array.isArray(record)) return null;
    const cells: Cell[] = [];
    for (const [name, value] of Object.entries(record)) {
      let place = this.places.get(name);
      if (place === undefined) {
        place = this.names.push(name) - 1;
        this.places.set(name, place);
      }
      while (cells.length < place) cells.push(null);
      cells[place] = cellOf(value);
    }
    return cells;
  }
}

function parsed(text: string): { readonly value: unknown } | null {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return null;
  }
}

/** One object per line, or a list of objects. */
export const json: TableFormat = {
  id: 'jsonl',
  title: 'JSON',
  extensions: ['jsonl', 'ndjson', 'json'],
  recognises(head) {
    const first = head.find((byte) => byte > 0x20 && !marks.has(byte));
    return first === 0x7b || first === 0x5b;
  },
  async *read(file, options, world, found) {
    const encoding = options.encoding ?? (await encodingOf(file));
    found({ encoding });
    const records = new Records();
    let rest = '';
    let line = 0;
    let list: boolean | null = null;
    for await (const { text, last, done } of textPieces(file, encoding, world)) {
      rest += text;
      list ??= rest.trimStart() === '' ? null : rest.trimStart().startsWith('[');
      if (list) {
        if (file.size > longestList) throw new DiagnosticError(diagnostic('import.tooLong', { file: file.name }, 'file'));
        if (!last) continue;
        const whole = parsed(rest);
        if (!whole || !Array.isArray(whole.value))
          throw new DiagnosticError(diagnostic('import.noList', { file: file.name }, 'file'));
        yield {
          ...batchOf(
            whole.value.map((value, i) => ({ line: i + 1, given: { value } })),
            records,
          ),
          done,
        };
        return;
      }
      const lines = rest.split('\n');
      rest = last ? '' : (lines.pop() ?? '');
      const given = lines.map((one) => ({ line: ++line, text: one })).filter((one) => one.text.trim() !== '');
      yield {
        ...batchOf(
          given.map((one) => ({ line: one.line, given: parsed(one.text) })),
          records,
        ),
        done,
      };
    }
  },
};

/** `given`: null where a line was no JSON. */
function batchOf(
  all: readonly { readonly line: number; readonly given: { readonly value: unknown } | null }[],
  records: Records,
): Omit<RowBatch, 'done'> {
  const rows: Cell[][] = [];
  const lines: number[] = [];
  const bad: (BadRow & { before: number })[] = [];
  for (const { line, given } of all) {
    const row = given && records.row(given.value);
    if (row) {
      rows.push(row);
      lines.push(line);
    } else bad.push({ line, reason: given ? 'noObject' : 'json', cells: null, before: rows.length });
  }
  // A name that comes late is missing in what came before.
  const width = records.names.length;
  for (const row of rows) while (row.length < width) row.push(null);
  return { rows, lines, bad, names: [...records.names] };
}
