import type { FeatureInfo, InputInfo } from '../../project/signature.ts';
import type { LocalizedText } from '../../util/localized.ts';
import type { Media } from '../import/media/media.ts';
import { writeMedia } from '../import/media/write-media.ts';
import { type Decimal, readNumber } from '../import/read-number.ts';
import { featuresOf, type TableLine, tableLines } from '../table-lines.ts';
import { tokensOf } from '../tokens-of.ts';

/** A field of a file: as it stands, a number that the file stores as one, or nothing. */
export type Cell = string | number | null;

/** What a cell could not be read as; `missing`: there is nothing in it. */
export type CellProblem = 'missing' | 'noNumber' | 'unknownOption' | 'noFile';

/** The images or sounds that rows name, by the name. */
export type RowMedia = ReadonlyMap<string, Media>;

/** Reads one cell into the numbers of one sample, which are 0 before. `decimal`: how the file writes the numbers of that column. */
export type WriteCell = (
  cell: Cell,
  sample: Float32Array | Int32Array,
  decimal?: Decimal,
  media?: RowMedia,
) => CellProblem | null;

/** A column that the model reads, of one of its inputs. */
export interface WantedColumn {
  readonly input: string;
  readonly title: LocalizedText;
  /** What it may be called in a file, the usual name first. */
  readonly names: readonly string[];
  /** What the files are that its cells name; absent: they are values themselves. */
  readonly media?: Media['kind'];
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

/** Reads a cell that names a file of this kind. */
export const writeFile =
  (kind: Media['kind']): WriteCell =>
  (cell, sample, _decimal, media) => {
    if (isEmpty(cell)) return 'missing';
    const file = media?.get(String(cell));
    return file?.kind === kind && writeMedia(file, sample) ? null : 'noFile';
  };

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

/** Whether an input is a square picture, [side, side, 1 or 3], as files of images become. */
const isPicture = ({ shape: [height, width, channels, ...rest], dtype }: InputInfo): boolean =>
  dtype === 'f32' && rest.length === 0 && height === width && (channels === 1 || channels === 3);

/**
 * The columns that a file of rows needs for an input: one for each number, flag or choice of a table, one of text for token ids, one that names a file for a
 * square picture. null where rows of a file cannot hold it, as with the frames of a sound that was made otherwise than files are read.
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
  if (isPicture(info)) {
    return [
      { input: id, title, names: [id, ...namesOf(title, undefined), 'file', 'image'], media: 'image', write: writeFile('image') },
    ];
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

/**
 * Finds by name what the model reads; each column of the file is read once. `namesFile`: whether cells of the column at a place name files of that kind,
 * which tells where one is that is called otherwise.
 */
export function matchColumns(
  header: readonly string[],
  wanted: readonly WantedColumn[],
  namesFile: (place: number, kind: Media['kind']) => boolean = () => false,
): MatchedColumns {
  const names = header.map(plainName);
  const taken = new Set<number>();
  const columns = wanted.map((column) => {
    const { media } = column;
    const suits = (i: number): boolean => !taken.has(i) && (!media || namesFile(i, media));
    const byName = column.names
      .map((name) => names.findIndex((given, i) => suits(i) && given === plainName(name)))
      .find((found) => found >= 0);
    const place = byName ?? (media ? names.map((_, i) => i).find(suits) : undefined);
    if (place !== undefined) taken.add(place);
    return { ...column, place: place ?? -1 };
  });
  return {
    columns,
    missing: columns.filter(({ place }) => place < 0),
    unused: header.filter((_, i) => !taken.has(i)),
  };
}
