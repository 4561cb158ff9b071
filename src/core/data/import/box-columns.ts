import type { ColumnChoice } from './choices.ts';
import type { BoxPart } from './described.ts';

const names: Readonly<Record<BoxPart, RegExp>> = {
  left: /^(b?box|bounding[\s_-]?box)?[\s_.-]*(x|x0|x1|x[\s_-]?min|left)$/i,
  top: /^(b?box|bounding[\s_-]?box)?[\s_.-]*(y|y0|y1|y[\s_-]?min|top)$/i,
  width: /^(b?box|bounding[\s_-]?box)?[\s_.-]*(w|width)$/i,
  height: /^(b?box|bounding[\s_-]?box)?[\s_.-]*(h|height)$/i,
  right: /^(b?box|bounding[\s_-]?box)?[\s_.-]*(x2|x[\s_-]?max|right)$/i,
  bottom: /^(b?box|bounding[\s_-]?box)?[\s_.-]*(y2|y[\s_-]?max|bottom)$/i,
};
/** Where a file has both, «width» and «height» are those of the image. */
const quartets: readonly (readonly BoxPart[])[] = [
  ['left', 'top', 'right', 'bottom'],
  ['left', 'top', 'width', 'height'],
];

/** What each of four columns says of a box, by their names, else by their order: left, top, width, height. */
export function partsByName(columns: readonly string[]): readonly BoxPart[] {
  for (const quartet of quartets) {
    const parts = columns.map((column) => quartet.find((part) => names[part].test(column)));
    if (new Set(parts).size === 4 && !parts.includes(undefined)) return parts.filter((part) => part !== undefined);
  }
  return ['left', 'top', 'width', 'height'];
}

/** The places of the columns that say a box, by their names; none where there are no four. */
export function boxColumns(columns: readonly ColumnChoice[]): readonly number[] {
  for (const quartet of quartets) {
    const places = quartet.map((part) => columns.findIndex(({ name, kind }) => kind === 'number' && names[part].test(name)));
    if (!places.includes(-1)) return places;
  }
  return [];
}
