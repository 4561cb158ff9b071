import { at } from '../../util/assert-never.ts';
import { partsByName } from './box-columns.ts';
import type { ColumnChoice } from './choices.ts';
import { textAt } from './column.ts';
import type { BoxPart, Fit } from './described.ts';
import type { Parts } from './divide.ts';
import { readNumbers } from './infer.ts';
import type { ImageMedia } from './media/media.ts';
import type { Table } from './table.ts';

/** How each column of a box is read, by its place: in pixels where a training row has a number that is no share of an image. */
export function boxFits(table: Table, choices: readonly ColumnChoice[], parts: Parts): ReadonlyMap<number, Fit> {
  const places = choices.flatMap(({ role }, i) => (role === 'box' ? [i] : []));
  const said = partsByName(places.map((place) => at(choices, place).name));
  const numbers = places.map((place) => readNumbers(at(table.columns, place), at(choices, place)));
  const pixels = numbers.some((column) => column.some((value, row) => parts[row] === 0 && value > 1.5));
  return new Map(places.map((place, i) => [place, { as: 'box', says: at(said, i), pixels }]));
}

interface BoxColumn {
  readonly says: BoxPart;
  readonly pixels: boolean;
  readonly numbers: Float64Array;
}

/** The box of one row as [present, centre x, centre y, width, height]; null: it is said in part, or has no extent within the image. */
function boxOf(row: number, columns: readonly BoxColumn[], image: ImageMedia): readonly number[] | null {
  const said = new Map<BoxPart, number>();
  for (const { says, pixels, numbers } of columns) {
    const value = at(numbers, row);
    const across = says === 'left' || says === 'width' || says === 'right';
    const extent = across ? image.width : image.height;
    if (!Number.isNaN(value)) said.set(says, pixels ? value / extent : value);
  }
  if (said.size === 0) return [0, 0, 0, 0, 0];
  const get = (part: BoxPart): number => said.get(part) ?? Number.NaN;
  const inside = (value: number): number => Math.max(0, Math.min(1, value));
  const [left, top] = [inside(get('left')), inside(get('top'))];
  const right = inside(said.has('right') ? get('right') : get('left') + get('width'));
  const bottom = inside(said.has('bottom') ? get('bottom') : get('top') + get('height'));
  const [width, height] = [right - left, bottom - top];
  return width > 0 && height > 0 ? [1, left + width / 2, top + height / 2, width, height] : null;
}

/**
 * The labels of a `box` target, f32 [rows, 5]: zeros where no column says anything, which is an image without the thing; NaN where what is said is no box. With the
 * rows of the latter.
 */
export function boxLabels(
  table: Table,
  columns: readonly (ColumnChoice & { readonly fit?: Fit | undefined })[],
): { readonly labels: Float32Array; readonly none: readonly number[] } {
  const images = table.columns[columns.findIndex(({ kind }) => kind === 'image')];
  const read = columns.flatMap((column, i): BoxColumn[] =>
    column.fit?.as === 'box' ? [{ ...column.fit, numbers: readNumbers(at(table.columns, i), column) }] : [],
  );
  const labels = new Float32Array(5 * table.count);
  const none: number[] = [];
  for (let row = 0; row < table.count; row++) {
    const image = images && table.media.get(textAt(images, row) ?? '');
    const box = image?.kind === 'image' ? boxOf(row, read, image) : null;
    if (box) labels.set(box, 5 * row);
    else {
      labels.fill(Number.NaN, 5 * row, 5 * row + 5);
      none.push(row);
    }
  }
  return { labels, none };
}
