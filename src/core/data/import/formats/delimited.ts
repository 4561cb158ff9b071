import papa from 'papaparse';
import { at } from '../../../util/assert-never.ts';
import { encodingOf, textPieces } from '../text-pieces.ts';
import { type BadRow, type Delimiter, delimiters, type RowBatch, type TableFormat } from '../types.ts';

const newline = '\n';
/** Text that is cut at a time: rows that are taken up at once are gone before the collector has to move them. */
const lettersAtOnce = 2 ** 17;
/** A row that is longer has a quotation mark without a partner. */
const longestRow = 2 ** 23;
/** After so many of those, quotation marks are letters like any other. */
const mostUnbalanced = 200;

/** What papaparse makes of a piece of text. */
interface Parsed {
  readonly data: readonly string[][];
  readonly errors: readonly { readonly code: string; readonly row?: number }[];
  /** `cursor`: the place behind the last row that is whole. */
  readonly meta: { readonly cursor: number };
}

/** The delimiter that cuts the first rows into the same number of fields, as many as possible. */
function guessDelimiter(text: string): Delimiter {
  const sample = text.slice(0, 2 ** 16);
  let best: { readonly delimiter: Delimiter; readonly score: number } = { delimiter: ',', score: 0 };
  for (const delimiter of delimiters) {
    const { data }: Parsed = new papa.Parser({ delimiter, newline, preview: 40 }).parse(sample, 0, text.length > sample.length);
    const widths = data.filter((row) => row.length > 1 || row[0] !== '').map((row) => row.length);
    const width = widths[0] ?? 1;
    const alike = widths.filter((one) => one === width).length / Math.max(1, widths.length);
    const score = width > 1 ? alike * alike * Math.log(width) : 0;
    if (score > best.score) best = { delimiter, score };
  }
  return best.delimiter;
}

const newlinesIn = (text: string): number => {
  let count = 0;
  for (let place = text.indexOf(newline); place >= 0; place = text.indexOf(newline, place + 1)) count++;
  return count;
};

/** Cuts text into rows as it comes, and knows in which line each of them begins. */
class Rows {
  private rest = '';
  private line = 1;
  private unbalanced = 0;
  private readonly quoted;
  private readonly literal;

  constructor(delimiter: Delimiter) {
    this.quoted = new papa.Parser({ delimiter, newline });
    // No text holds this letter as a quotation mark: it stands for «none».
    this.literal = new papa.Parser({ delimiter, newline, quoteChar: '\u0000' });
  }

  /** The rows that are whole now. */
  take(text: string, last: boolean): Pick<RowBatch, 'rows' | 'lines' | 'bad'> {
    this.rest += text;
    const rows: string[][] = [];
    const lines: number[] = [];
    const bad: (BadRow & { before: number })[] = [];
    const add = (row: string[], quotes: boolean, height: number): void => {
      if (quotes) bad.push({ line: this.line, reason: 'quotes', cells: row, before: rows.length });
      else {
        rows.push(row);
        lines.push(this.line);
      }
      this.line += height;
    };
    for (;;) {
      const parser = this.unbalanced > mostUnbalanced ? this.literal : this.quoted;
      const whole: Parsed = parser.parse(this.rest, 0, true);
      const used = this.rest.slice(0, whole.meta.cursor);
      this.rest = this.rest.slice(whole.meta.cursor);
      const malformed = new Set(whole.errors.map(({ row }) => row));
      const flat = newlinesIn(used) === whole.data.length;
      whole.data.forEach((row, i) => {
        add(row, malformed.has(i), flat ? 1 : 1 + row.reduce((sum, cell) => sum + newlinesIn(cell), 0));
      });
      if (!last && this.rest.length <= longestRow) break;
      if (this.rest === '') break;
      const end: Parsed = parser.parse(this.rest, 0, false);
      const open = end.errors.some(({ code }) => code === 'MissingQuotes') && this.rest.includes(newline);
      if (!open && !last) break;
      if (!open) {
        if (end.data[0]) add(end.data[0], end.errors.length > 0, 1);
        this.rest = '';
        break;
      }
      // The quotation mark that opens this row has no partner: the line stands for itself, and what follows is read afresh.
      this.unbalanced++;
      const stop = this.rest.indexOf(newline);
      const alone: Parsed = this.literal.parse(this.rest.slice(0, stop), 0, false);
      add(at(alone.data, 0), true, 1);
      this.rest = this.rest.slice(stop + 1);
    }
    return { rows, lines, bad };
  }
}

/** Comma, semicolon, tab or bar between fields, RFC 4180 quotation marks: papaparse. */
export const delimited: TableFormat = {
  id: 'csv',
  title: 'CSV, TSV',
  extensions: ['csv', 'tsv', 'tab', 'txt', 'data'],
  recognises: () => true,
  async *read(file, options, world, found) {
    const encoding = options.encoding ?? (await encodingOf(file));
    let rows: Rows | null = null;
    let before = 0;
    for await (const { text, last, done } of textPieces(file, encoding, world)) {
      if (!rows) {
        const delimiter = options.delimiter ?? guessDelimiter(text);
        found({ encoding, delimiter });
        rows = new Rows(delimiter);
      }
      for (let start = 0; start === 0 || start < text.length; start += lettersAtOnce) {
        const end = start + lettersAtOnce;
        const share = before + (done - before) * Math.min(1, end / Math.max(1, text.length));
        yield { ...rows.take(text.slice(start, end), last && end >= text.length), done: share };
      }
      before = done;
    }
  },
};
