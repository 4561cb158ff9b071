import { at } from '../../util/assert-never.ts';
import { Growing } from './growing.ts';
import { type DateOrder, dateOrderOf, dateText, readDate } from './read-date.ts';
import { type Decimal, decimalOf, plainNumber, readNumber } from './read-number.ts';
import { ownLetters, stringBytes } from './string-bytes.ts';
import type { Cell } from './types.ts';

/** What stands for nothing. */
const nothing: ReadonlySet<string> = new Set([
  '',
  'NA',
  'N/A',
  'n/a',
  '#N/A',
  '<NA>',
  'NaN',
  'nan',
  'null',
  'NULL',
  'None',
  '?',
  '-',
  '–',
  '—',
  '.',
  '无数据',
  '缺失',
]);

/** So many different words are held as words; beyond, a column is one of numbers, of dates, or of texts. */
const mostWords = 8192;
/** So many words that are no numbers may a column of numbers have. */
const mostOdd = 1024;

/**
 * A column as it was read. `words`: codes of words, −1 where nothing is; `numbers` and `dates` (days since 1970): NaN where nothing is or, as `odd` says by row,
 * something that cannot be read so; `texts`: null where nothing is.
 */
export type ColumnValues =
  | { readonly kind: 'words'; readonly codes: Int32Array; readonly words: readonly string[] }
  | { readonly kind: 'numbers' | 'dates'; readonly numbers: Float64Array; readonly odd: ReadonlyMap<number, string> }
  | { readonly kind: 'texts'; readonly texts: readonly (string | null)[] };

export interface Column {
  readonly count: number;
  readonly missing: number;
  /** What was written where nothing is, such as «NA». */
  readonly marks: readonly string[];
  readonly values: ColumnValues;
  /** How its numbers, and its dates, are written. */
  readonly decimal: Decimal;
  readonly order: DateOrder;
}

function trimmed(text: string): string {
  const [first, last] = [text.charCodeAt(0), text.charCodeAt(text.length - 1)];
  return first <= 32 || last <= 32 || first === 0xa0 || last === 0xa0 || first === 0x3000 ? text.trim() : text;
}

type Mode = ColumnValues['kind'];

/** Takes the cells of a column as they come, in as little room as what they are allows. */
export class ColumnBuilder {
  private mode: Mode = 'words';
  private codes = new Growing(Int32Array);
  private numbers = new Growing(Float64Array);
  private texts: (string | null)[] = [];
  private words: string[] = [];
  private places = new Map<string, number>();
  private readonly odd = new Map<number, string>();
  private readonly marks = new Set<string>();
  private count = 0;
  private missing = 0;
  /** Bytes of the strings that are held. */
  private letters = 0;
  private decimal: Decimal | null = null;
  private order: DateOrder | null = null;

  /** `suggested`: how numbers are written where they do not say it themselves. */
  constructor(private readonly suggested: Decimal) {}

  push(cell: Cell): void {
    if (typeof cell === 'number') {
      if (this.mode === 'numbers' && Number.isFinite(cell)) this.numbers.push(cell);
      else this.word(Number.isNaN(cell) ? '' : numberText(cell, this.decimal ?? this.suggested));
    } else {
      const plain = this.mode === 'numbers' && cell !== null && this.decimal !== ',' ? plainNumber(cell) : Number.NaN;
      if (Number.isNaN(plain)) this.word(cell === null ? '' : trimmed(cell));
      else this.numbers.push(plain);
    }
    this.count++;
  }

  private word(word: string): void {
    if (this.mode === 'words') {
      const place = this.places.get(word);
      if (place !== undefined) {
        if (place < 0) this.missing++;
        this.codes.push(place);
        return;
      }
      if (this.isNothing(word)) {
        this.places.set(word, -1);
        this.codes.push(-1);
        return;
      }
      if (this.words.length < mostWords) {
        this.codes.push(this.words.length);
        const own = this.kept(word);
        this.places.set(own, this.words.length);
        this.words.push(own);
        return;
      }
      this.leaveWords();
    }
    if (this.mode === 'texts') this.texts.push(this.isNothing(word) ? null : this.kept(word));
    else {
      const value = this.read(word);
      this.numbers.push(value);
      if (Number.isNaN(value) && !this.isNothing(word)) this.setOdd(this.count, word);
    }
  }

  private kept(word: string): string {
    const own = ownLetters(word);
    this.letters += stringBytes(own);
    return own;
  }

  /** What it will take of memory, once the rest of the file is read, of which the share `done` is here: only texts go on growing with the rows. */
  expectedBytes(done: number): number {
    const rows = this.codes.bytes + this.numbers.bytes;
    return this.mode === 'texts' ? (rows + this.letters) / done : rows / done + this.letters;
  }

  private isNothing(word: string): boolean {
    if (!nothing.has(word)) return false;
    if (word !== '') this.marks.add(word);
    this.missing++;
    return true;
  }

  private read(word: string): number {
    return this.mode === 'dates' ? readDate(word, this.order ?? 'dayFirst') : readNumber(word, this.decimal ?? '.');
  }

  private setOdd(row: number, word: string): void {
    this.odd.set(row, this.kept(word));
    if (this.odd.size <= mostOdd) return;
    // Too much of it is something else: numbers are texts like any other.
    const { mode } = this;
    this.texts = Array.from(this.numbers.values(), (value, i) => {
      if (!Number.isNaN(value)) return mode === 'dates' ? dateText(value) : numberText(value, this.decimal ?? '.');
      return this.odd.get(i) ?? null;
    });
    this.numbers = new Growing(Float64Array);
    this.odd.clear();
    this.mode = 'texts';
  }

  /** There are too many words: most of them are numbers or dates, or all are texts. */
  private leaveWords(): void {
    const { words } = this;
    const codes = this.codes.values();
    this.decimal = decimalOf(words, this.suggested);
    this.order = dateOrderOf(words.slice(0, 200));
    const share = (read: (word: string) => number): number =>
      words.filter((word) => !Number.isNaN(read(word))).length / Math.max(1, words.length);
    const { decimal, order } = this;
    if (share((word) => readNumber(word, decimal)) > 0.95) this.mode = 'numbers';
    else if (share((word) => readDate(word, order)) > 0.95) this.mode = 'dates';
    else this.mode = 'texts';
    if (this.mode === 'texts') this.texts = Array.from(codes, (code) => (code < 0 ? null : at(words, code)));
    else {
      const values = words.map((word) => this.read(word));
      codes.forEach((code, row) => {
        const value = code < 0 ? Number.NaN : at(values, code);
        this.numbers.push(value);
        if (code >= 0 && Number.isNaN(value)) this.odd.set(row, at(words, code));
      });
    }
    this.codes = new Growing(Int32Array);
    this.places = new Map();
    this.words = [];
    this.letters = [...this.odd.values()].reduce((sum, text) => sum + stringBytes(text), 0);
    if (this.mode === 'texts') for (const text of this.texts) this.letters += text === null ? 8 : stringBytes(text);
  }

  finish(): Column {
    const { mode, count, missing } = this;
    const values: ColumnValues =
      mode === 'words'
        ? { kind: mode, codes: this.codes.values(), words: this.words }
        : mode === 'texts'
          ? { kind: mode, texts: this.texts }
          : { kind: mode, numbers: this.numbers.values(), odd: this.odd };
    return {
      count,
      missing,
      marks: [...this.marks],
      values,
      decimal: this.decimal ?? decimalOf(this.words, this.suggested),
      order: this.order ?? dateOrderOf(this.words),
    };
  }
}

/** A number as a column would write it. */
const numberText = (value: number, decimal: Decimal): string =>
  decimal === ',' ? String(value).replace('.', ',') : String(value);

/** The numbers of a column; NaN where it has none. */
export function numbersOf({ values, count }: Column, decimal: Decimal): Float64Array {
  switch (values.kind) {
    case 'numbers':
    case 'dates':
      return values.numbers;
    case 'words': {
      const read = values.words.map((word) => readNumber(word, decimal));
      return Float64Array.from(values.codes, (code) => (code < 0 ? Number.NaN : at(read, code)));
    }
    case 'texts':
      return Float64Array.from({ length: count }, (_, row) => readNumber(values.texts[row] ?? '', decimal));
  }
}

/** The dates of a column in days since 1970; NaN where it has none. */
export function datesOf({ values, count }: Column, order: DateOrder): Float64Array {
  switch (values.kind) {
    case 'dates':
      return values.numbers;
    case 'numbers':
      return new Float64Array(count).fill(Number.NaN);
    case 'words': {
      const read = values.words.map((word) => readDate(word, order));
      return Float64Array.from(values.codes, (code) => (code < 0 ? Number.NaN : at(read, code)));
    }
    case 'texts':
      return Float64Array.from({ length: count }, (_, row) => readDate(values.texts[row] ?? '', order));
  }
}

/** A column as text, as it stands in the file or means the same; null where nothing is. */
export function textAt({ values, decimal }: Column, row: number): string | null {
  switch (values.kind) {
    case 'words': {
      const code = values.codes[row] ?? -1;
      return code < 0 ? null : at(values.words, code);
    }
    case 'texts':
      return values.texts[row] ?? null;
    case 'numbers':
    case 'dates': {
      const value = at(values.numbers, row);
      if (Number.isNaN(value)) return values.odd.get(row) ?? null;
      return values.kind === 'dates' ? dateText(value) : numberText(value, decimal);
    }
  }
}

/** A column as codes of its words, −1 where nothing is. */
export function codesOf(column: Column): { readonly codes: Int32Array; readonly words: readonly string[] } {
  if (column.values.kind === 'words') return column.values;
  const places = new Map<string, number>();
  const words: string[] = [];
  const codes = Int32Array.from({ length: column.count }, (_, row) => {
    const text = textAt(column, row);
    if (text === null) return -1;
    const known = places.get(text);
    if (known !== undefined) return known;
    places.set(text, words.length);
    return words.push(text) - 1;
  });
  return { codes, words };
}
