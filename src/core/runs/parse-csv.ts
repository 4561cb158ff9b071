import type { Budget } from '../util/budget.ts';
import { delimitedRows } from '../util/csv-rows.ts';

/**
 * Comma-separated values (RFC 4180) as rows of cells, which are parts and values of the budget; an empty last line is none, and what follows a
 * quotation mark without a partner neither.
 */
export function parseCsv(text: string, budget: Budget): readonly (readonly string[])[] {
  const rows: (readonly string[])[] = [];
  for (const { cells, broken } of delimitedRows(text)) {
    if (broken && cells.length === 0) continue;
    budget.parts(1);
    budget.values(cells.length);
    rows.push(cells);
  }
  return rows;
}
