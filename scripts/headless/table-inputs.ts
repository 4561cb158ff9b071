import Papa from 'papaparse';
import { sizeOf } from '../../src/core/program/shapes.ts';
import type { FeatureInfo, InputInfo } from '../../src/core/project/signature.ts';
import type { InputValues } from '../../src/core/runs/protocol.ts';
import { at } from '../../src/core/util/assert-never.ts';
import type { LocalizedText } from '../../src/core/util/localized.ts';
import { Refused } from './command.ts';

interface Rows {
  /** Names of columns; null where the first line holds numbers. */
  readonly header: readonly string[] | null;
  readonly cells: readonly (readonly string[])[];
}

const isNumber = (cell: string): boolean => cell.trim() !== '' && Number.isFinite(Number(cell));

function rowsOf(text: string): Rows {
  const { data, errors } = Papa.parse<string[]>(text, { skipEmptyLines: true });
  const [error] = errors.filter(({ code }) => code !== 'UndetectableDelimiter');
  if (error) throw new Refused(`line ${(error.row ?? 0) + 1}: ${error.message}`);
  const [first, ...others] = data;
  if (!first) throw new Refused('the table is empty');
  const header = first.every(isNumber) ? null : first.map((name) => name.trim());
  const cells = header ? others : data;
  if (cells.length === 0) throw new Refused('the table has no rows');
  return { header, cells };
}

const namesOf = (text: LocalizedText): readonly string[] => [text.en, text['zh-CN']];

const columnOf = (header: readonly string[], title: LocalizedText): number =>
  header.findIndex((name) => namesOf(title).some((own) => own.toLowerCase() === name.toLowerCase()));

/** One number of a feature from its cell, as the network sees it; an empty cell is the mean, or no option. */
function featureValue({ title, choice, flag, scale = 1, offset = 0 }: FeatureInfo, cell: string, line: number): number {
  const text = cell.trim();
  if (text === '') return 0;
  if (choice) return namesOf(title).some((own) => own.toLowerCase() === text.toLowerCase()) ? 1 : 0;
  if (!isNumber(text)) throw new Refused(`row ${line}: ${title.en} is a number, not ${text}`);
  return flag ? Number(text) : (Number(text) - offset) / scale;
}

/** Every option of a choice, so that a word that is none of them is noticed. */
function checkChoices(features: readonly FeatureInfo[], columns: readonly number[], { cells }: Rows): void {
  features.forEach(({ choice }, i) => {
    if (!choice || (i > 0 && features[i - 1]?.choice?.en === choice.en)) return;
    const options = features.filter((feature) => feature.choice?.en === choice.en).map(({ title }) => title);
    const known = new Set(options.flatMap(namesOf).map((name) => name.toLowerCase()));
    cells.forEach((row, line) => {
      const cell = (row[at(columns, i)] ?? '').trim();
      if (cell !== '' && !known.has(cell.toLowerCase()))
        throw new Refused(`row ${line + 1}: ${choice.en} is one of ${options.map(({ en }) => en).join(', ')}, not ${cell}`);
    });
  });
}

/** The features of a table by the names of their columns; null where the header does not have them. */
function byName(features: readonly FeatureInfo[], rows: Rows): Float32Array | null {
  const { header, cells } = rows;
  if (!header) return null;
  const columns = features.map(({ title, choice }) => columnOf(header, choice ?? title));
  if (columns.every((column) => column < 0)) return null;
  const missing = features.filter((_, i) => at(columns, i) < 0).map(({ title, choice }) => (choice ?? title).en);
  if (missing.length > 0) throw new Refused(`the table has no column ${[...new Set(missing)].join(', ')}`);
  checkChoices(features, columns, rows);
  const values = new Float32Array(cells.length * features.length);
  cells.forEach((row, line) => {
    features.forEach((feature, i) => {
      values[line * features.length + i] = featureValue(feature, row[at(columns, i)] ?? '', line + 1);
    });
  });
  return values;
}

/**
 * What a table says of the inputs of a network: features by the names of their columns, in the units in which they are shown; everything else as
 * flat numbers, as the network sees them, the inputs one after the other. Throws `Refused`, with the row.
 */
export function inputsFrom(text: string, inputs: readonly InputInfo[]): { readonly values: InputValues; readonly count: number } {
  const rows = rowsOf(text);
  const [only, second] = inputs;
  const named = only?.features && !second ? byName(only.features, rows) : null;
  const count = rows.cells.length;
  if (only && named) return { values: { [only.id]: named }, count };
  const width = inputs.reduce((sum, { shape }) => sum + sizeOf(shape), 0);
  const numbers = rows.cells.map((row, line) => {
    const bad = row.find((cell) => !isNumber(cell));
    if (bad !== undefined) throw new Refused(`row ${line + 1}: ${bad === '' ? 'an empty cell' : bad} is no number`);
    if (row.length !== width) {
      const wanted = inputs.map(({ id, shape }) => `${id} ${shape.join(' × ')}`).join(', ');
      throw new Refused(`row ${line + 1} holds ${row.length} numbers; the network reads ${width} (${wanted})`);
    }
    return row.map(Number);
  });
  let offset = 0;
  const entries = inputs.map(({ id, shape, dtype }) => {
    const size = sizeOf(shape);
    const begin = offset;
    offset += size;
    const flat = numbers.flatMap((row) => row.slice(begin, begin + size));
    return [id, dtype === 'i32' ? Int32Array.from(flat) : Float32Array.from(flat)] as const;
  });
  return { values: Object.fromEntries(entries), count };
}
