import type { FeatureInfo, InputInfo } from '../../project/signature.ts';
import type { LocalizedText } from '../../util/localized.ts';
import { type Decimal, readNumber } from '../import/read-number.ts';
import { featuresOf, type TableLine, tableLines } from '../table-lines.ts';
import { tokensOf } from '../tokens-of.ts';

/** A field of a file: as it stands, a number that the file stores as one, or nothing. */
export type Cell = string | number | null;

/** What a cell could not be read as; `missing`: there is nothing in it. */
export type CellProblem = 'missing' | 'noNumber' | 'unknownOption';

/** Reads one cell into the numbers of one sample, which are 0 before. `decimal`: how the file writes the numbers of that column. */
export type WriteCell = (cell: Cell, sample: Float32Array | Int32Array, decimal?: Decimal) => CellProblem | null;

/** A column that the model reads, of one of its inputs. */
export interface WantedColumn {
  readonly input: string;
  readonly title: LocalizedText;
  /** What it may be called in a file, the usual name first. */
  readonly names: readonly string[];
  readonly write: WriteCell;
}

const asIs = (text: string): LocalizedText => ({ en: text, 'zh-CN': text });

/** Names that are written otherwise are the same: case, spaces, dashes, underscores, and a unit in brackets. */
export const plainName = (name: string): string =>
  name
    .replace(/[(（[][^)）\]]*[)）\]]\s*$/u, '')
    .toLowerCase()
    .replace(/[\s_.-]+/gu, '');

const namesOf = (title: LocalizedText, column: string | undefined): string[] => [
  ...(column === undefined ? [] : [column]),
  title.en,
  title['zh-CN'],
];

export const isEmpty = (cell: Cell): cell is null | '' => cell === null || (typeof cell === 'string' && cell.trim() === '');

/** The number of a cell, as tables are imported: with thousands in groups, percent, money; NaN where it is none. */
export const readCell = (cell: string | number, decimal: Decimal = '.'): number =>
  typeof cell === 'number' ? cell : readNumber(cell.trim(), decimal);

const trueWords = new Set(['1', 'true', 'yes', 'y', '是', '有', 'wahr', 'ja']);
const falseWords = new Set(['0', 'false', 'no', 'n', '否', '无', 'falsch', 'nein']);

const writeNumber =
  (index: number, { scale = 1, offset = 0 }: FeatureInfo): WriteCell =>
  (cell, sample, decimal) => {
    if (isEmpty(cell)) return 'missing';
    const stored = (readCell(cell, decimal) - offset) / scale;
    if (!Number.isFinite(Math.fround(stored))) return 'noNumber';
    sample[index] = stored;
    return null;
  };

const writeFlag =
  (index: number): WriteCell =>
  (cell, sample) => {
    if (isEmpty(cell)) return 'missing';
    const word = String(cell).trim().toLowerCase();
    if (!trueWords.has(word) && !falseWords.has(word)) return 'unknownOption';
    sample[index] = trueWords.has(word) ? 1 : 0;
    return null;
  };

function writeOption(index: number, options: readonly LocalizedText[]): WriteCell {
  const places = new Map(options.flatMap((option, i) => [...new Set(Object.values(option))].map((name) => [plainName(name), i])));
  return (cell, sample) => {
    if (isEmpty(cell)) return 'missing';
    const place = places.get(plainName(String(cell)));
    if (place === undefined) return 'unknownOption';
    sample[index + place] = 1;
    return null;
  };
}

function lineColumn(input: string, line: TableLine, features: readonly FeatureInfo[]): WantedColumn {
  const column = features[line.index]?.column;
  if (line.kind === 'choice') {
    return { input, title: line.title, names: namesOf(line.title, column), write: writeOption(line.index, line.options) };
  }
  const { title } = line.feature;
  const write = line.kind === 'flag' ? writeFlag(line.index) : writeNumber(line.index, line.feature);
  return { input, title, names: namesOf(title, column), write };
}

/**
 * The columns that a file of rows needs for an input: one for each number, flag or choice of a table, one of text for token ids. null where rows
 * of a file cannot hold it, as with pictures and sound.
 */
export function columnsOf(info: InputInfo): readonly WantedColumn[] | null {
  const { id, shape, dtype, words, title = asIs(id) } = info;
  if (dtype === 'i32') {
    if (!words || shape.length !== 1) return null;
    const write: WriteCell = (cell, sample) => {
      if (isEmpty(cell)) return 'missing';
      sample.set(tokensOf(String(cell), info).tokens);
      return null;
    };
    return [{ input: id, title, names: [id, ...namesOf(title, undefined), 'text'], write }];
  }
  const features = featuresOf(info);
  if (!features) return null;
  return tableLines(features).map((line) => lineColumn(id, line, features));
}

export interface MatchedColumns {
  /** With the place in the header that each is read from; −1: the file has no such column. */
  readonly columns: readonly (WantedColumn & { readonly place: number })[];
  readonly missing: readonly WantedColumn[];
  /** Names of the file that the model does not read. */
  readonly unused: readonly string[];
}

/** Finds by name what the model reads; each column of the file is read once. */
export function matchColumns(header: readonly string[], wanted: readonly WantedColumn[]): MatchedColumns {
  const names = header.map(plainName);
  const taken = new Set<number>();
  const columns = wanted.map((column) => {
    const place = column.names
      .map((name) => names.findIndex((given, i) => !taken.has(i) && given === plainName(name)))
      .find((found) => found >= 0);
    if (place !== undefined) taken.add(place);
    return { ...column, place: place ?? -1 };
  });
  return {
    columns,
    missing: columns.filter(({ place }) => place < 0),
    unused: header.filter((_, i) => !taken.has(i)),
  };
}
