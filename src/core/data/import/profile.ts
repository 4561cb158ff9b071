import { at } from '../../util/assert-never.ts';
import { type ColumnChoice, mostNamed } from './choices.ts';
import { type Column, codesOf, textAt } from './column.ts';
import { readNumbers } from './infer.ts';
import { orderedLevels } from './levels.ts';
import { unitInName, unitOf } from './read-number.ts';
import type { Table } from './table.ts';
import { tagsIn, tagsOf } from './tags.ts';

const bins = 16;
const mostBars = 12;
const mostExamples = 4;
const mostImages = 5;

/** How the fields of a column are spread: numbers (dates in days since 1970) in bins of the same width, or the most frequent words. */
export type Histogram =
  | { readonly kind: 'numbers'; readonly low: number; readonly high: number; readonly counts: readonly number[] }
  | {
      readonly kind: 'words';
      readonly bars: readonly { readonly word: string; readonly count: number }[];
      readonly others: number;
    };

/** [side, side, channels] bytes */
export interface ExampleImage {
  readonly name: string;
  readonly side: number;
  readonly pixels: Uint8Array;
}

/** What is to be known of a column before it is used. */
export interface ColumnProfile {
  readonly name: string;
  readonly missing: number;
  /** What was written where nothing is. */
  readonly marks: readonly string[];
  /** Different fields; of columns of many numbers null. */
  readonly different: number | null;
  readonly unit: string;
  readonly examples: readonly string[];
  readonly histogram: Histogram;
  /** Of an ordered column all levels, from least to most, as they show. */
  readonly levels: readonly string[];
  /** The first images of a column of them, as they are used. */
  readonly images: readonly ExampleImage[];
  /** Fields that cannot be read as the kind says, which count as missing, and the first of them with its line. */
  readonly unreadable: number;
  readonly firstUnreadable: { readonly line: number; readonly text: string } | null;
}

const isNumeric = ({ kind }: ColumnChoice): boolean => kind === 'number' || kind === 'date';

function numberHistogram(numbers: Float64Array): Histogram {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of numbers) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const counts = new Array<number>(bins).fill(0);
  if (!(low <= high)) return { kind: 'numbers', low: 0, high: 0, counts };
  // Halves, because the width itself may be beyond what a number can be.
  const half = high / 2 - low / 2;
  for (const value of numbers) {
    if (Number.isNaN(value)) continue;
    const place = half === 0 ? 0 : Math.min(bins - 1, Math.floor(((value / 2 - low / 2) / half) * bins));
    counts[place] = at(counts, place) + 1;
  }
  return { kind: 'numbers', low, high, counts };
}

function wordHistogram(counts: ReadonlyMap<string, number>): Histogram {
  const sorted = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  const bars = sorted.slice(0, mostBars).map(([word, count]) => ({ word: word.slice(0, 60), count }));
  return { kind: 'words', bars, others: sorted.slice(mostBars).reduce((sum, [, count]) => sum + count, 0) };
}

function wordCounts(column: Column, tags: boolean): ReadonlyMap<string, number> {
  const { codes, words } = codesOf(column);
  const perCode = new Int32Array(words.length);
  for (const code of codes) if (code >= 0) perCode[code] = at(perCode, code) + 1;
  const separator = tags ? tagsIn(words) : null;
  const counts = new Map<string, number>();
  words.forEach((word, code) => {
    for (const one of tags ? tagsOf(word, separator) : [word]) counts.set(one, (counts.get(one) ?? 0) + at(perCode, code));
  });
  return counts;
}

function examplesOf(column: Column): readonly string[] {
  const found = new Set<string>();
  for (let row = 0; row < column.count && row < 2000 && found.size < mostExamples; row++) {
    const text = textAt(column, row);
    if (text !== null) found.add(text.slice(0, 80));
  }
  return [...found];
}

/** How long each sound is. */
const secondsOf = (column: Column, { media }: Table): Float64Array =>
  Float64Array.from({ length: column.count }, (_, row) => {
    const sound = media.get(textAt(column, row) ?? '');
    return sound?.kind === 'sound' ? sound.seconds : Number.NaN;
  });

function imagesOf(column: Column, { media, reading }: Table): readonly ExampleImage[] {
  const found = new Map<string, ExampleImage>();
  for (let row = 0; row < column.count && found.size < mostImages; row++) {
    const name = textAt(column, row) ?? '';
    const image = media.get(name);
    if (image?.kind === 'image') found.set(name, { name, side: reading.side ?? 1, pixels: image.pixels });
  }
  return [...found.values()];
}

export function profileColumn(table: Table, index: number, choice: ColumnChoice): ColumnProfile {
  const column = at(table.columns, index);
  const { values, missing, marks } = column;
  const seconds = choice.kind === 'sound' ? secondsOf(column, table) : null;
  const numbers = isNumeric(choice) ? readNumbers(column, choice) : seconds;
  const counts = numbers ? null : wordCounts(column, choice.kind === 'tags');
  let unreadable = 0;
  let first = -1;
  if (numbers && !seconds) {
    for (let row = 0; row < column.count; row++) {
      if (!Number.isNaN(at(numbers, row)) || textAt(column, row) === null) continue;
      if (first < 0) first = row;
      unreadable++;
    }
  }
  const units = values.kind === 'words' ? values.words.slice(0, 50).map(unitOf) : [];
  return {
    name: choice.name,
    missing,
    marks,
    different: values.kind === 'words' ? values.words.length : (counts?.size ?? null),
    unit: choice.kind === 'number' ? (units.find((one) => one !== '') ?? unitInName(choice.name)) : seconds ? 's' : '',
    examples: examplesOf(column),
    levels: choice.kind === 'ordered' && counts && counts.size <= mostNamed ? orderedLevels([...counts.keys()]) : [],
    images: choice.kind === 'image' ? imagesOf(column, table) : [],
    histogram: numbers ? numberHistogram(numbers) : wordHistogram(counts ?? new Map()),
    unreadable,
    firstUnreadable: first < 0 ? null : { line: at(table.lines, first), text: (textAt(column, first) ?? '').slice(0, 80) },
  };
}
