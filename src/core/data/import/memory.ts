import type { Column } from './column.ts';
import type { Fitted } from './fit.ts';
import { mediaBytes } from './media/media.ts';
import { widthOf } from './signature.ts';
import { stringBytes } from './string-bytes.ts';
import type { Table } from './table.ts';

/** What an import takes of memory, in bytes. */
export interface ImportMemory {
  /** The table as it was read, as long as its columns are chosen. */
  readonly table: number;
  /** What is learned from. */
  readonly data: number;
  /** At the most, while the data is prepared: the table, the data, and the data once more as it is packed. */
  readonly most: number;
}

const stringsBytes = (texts: Iterable<string | null>): number => {
  let bytes = 0;
  for (const text of texts) bytes += text === null ? 8 : stringBytes(text);
  return bytes;
};

function columnBytes({ values }: Column): number {
  switch (values.kind) {
    case 'words':
      return values.codes.byteLength + stringsBytes(values.words);
    case 'texts':
      return stringsBytes(values.texts);
    case 'numbers':
    case 'dates':
      return values.numbers.byteLength + stringsBytes(values.odd.values());
  }
}

function tableBytes({ columns, lines, media }: Table): number {
  const files = [...media.values()].reduce((sum, one) => sum + mediaBytes(one), 0);
  return lines.byteLength + files + columns.reduce((sum, column) => sum + columnBytes(column), 0);
}

/** Numbers of 4 bytes that a column takes for a row, whatever it is used as. */
function numbersPerRow({ role, fit }: Fitted): number {
  if (!fit || role === 'none') return 0;
  switch (fit.as) {
    case 'label':
      return 1;
    case 'embedding':
      return 1;
    case 'words':
    case 'spans':
      return fit.length;
    case 'sequence':
      return 2 * fit.length;
    case 'image':
      return fit.side * fit.side * fit.channels;
    case 'frames':
      return fit.length * fit.bands;
    case 'box':
      // Four columns say one box of five numbers.
      return 5 / 4;
    case 'tags':
      return fit.levels.length;
    case 'number':
    case 'yesno':
    case 'onehot':
    case 'rank':
      return role === 'feature' ? widthOf(fit) : 1;
  }
}

/** Bytes of all arrays that a table becomes, each at a multiple of 4, known before any of them is made. */
function dataBytes(fitted: readonly Fitted[], rows: number): number {
  const weights = fitted.some(({ role }) => role === 'weight') ? 1 : 0;
  const numbers = fitted.reduce((sum, column) => sum + numbersPerRow(column), weights);
  return 4 * rows * numbers + 4 * Math.ceil(rows / 4);
}

export function importMemory(table: Table, fitted: readonly Fitted[]): ImportMemory {
  const [held, data] = [tableBytes(table), dataBytes(fitted, table.count)];
  return { table: held, data, most: held + 2 * data };
}
