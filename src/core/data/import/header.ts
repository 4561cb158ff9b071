import { readDate } from './read-date.ts';
import { readNumber } from './read-number.ts';
import type { Cell } from './types.ts';

/** The longest name of a column. */
const longestName = 80;

const isName = (cell: Cell): boolean =>
  typeof cell === 'string' &&
  cell.trim() !== '' &&
  Number.isNaN(readNumber(cell.trim(), '.')) &&
  Number.isNaN(readNumber(cell.trim(), ',')) &&
  Number.isNaN(readDate(cell.trim(), 'dayFirst'));

/**
 * Whether a first row holds names: text throughout, but for what is empty, and other than what stands below it (a table of words alone that repeats
 * the first row's has none).
 */
export function looksLikeHeader(first: readonly Cell[], below: readonly (readonly Cell[])[]): boolean {
  const given = first.filter((cell) => cell !== null && String(cell).trim() !== '');
  if (given.length === 0 || !given.every(isName)) return false;
  const repeated = first.filter((cell, i) => isName(cell) && below.some((row) => row[i] === cell)).length;
  return repeated <= first.length / 2;
}

/** What columns are called: as the file says, without two of the same name and without any that is empty. */
export function columnNames(given: readonly Cell[]): { readonly names: readonly string[]; readonly renamed: readonly string[] } {
  const taken = new Set<string>();
  const renamed: string[] = [];
  const names = given.map((cell, i) => {
    const said = (cell === null ? '' : String(cell)).trim().replaceAll(/\s+/g, ' ').slice(0, longestName);
    const wanted = said === '' ? `column ${i + 1}` : said;
    let name = wanted;
    for (let n = 2; taken.has(name); n++) name = `${wanted} (${n})`;
    taken.add(name);
    if (name !== said) renamed.push(name);
    return name;
  });
  return { names, renamed };
}
