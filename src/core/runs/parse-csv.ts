import { delimitedRows } from '../util/csv-rows.ts';

/** Comma-separated values (RFC 4180) as rows of cells; an empty last line is none, and what follows a quotation mark without a partner neither. */
export const parseCsv = (text: string): readonly (readonly string[])[] =>
  [...delimitedRows(text)].flatMap(({ cells, broken }) => (broken && cells.length === 0 ? [] : [cells]));
