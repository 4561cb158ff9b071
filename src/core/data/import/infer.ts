import { at } from '../../util/assert-never.ts';
import { boxColumns } from './box-columns.ts';
import { type ColumnChoice, type ColumnKind, type ColumnRole, rolesOf } from './choices.ts';
import { type Column, codesOf, datesOf, numbersOf, textAt } from './column.ts';
import { partOf } from './part-of.ts';
import { readDate } from './read-date.ts';
import { readNumber } from './read-number.ts';
import { areSpans } from './spans.ts';
import type { Table } from './table.ts';
import { tagsIn } from './tags.ts';
import { orderOf } from './word-lists.ts';

/** As large a share of a column must be readable as numbers, or dates, for it to be of that kind. */
const readable = 0.97;

/** The share of the rows that hold something for which `isRight` is true, by words or by numbers. */
function share(column: Column, isRight: (word: string) => boolean, numbers: 'numbers' | 'dates'): number {
  const { values, count, missing } = column;
  const held = Math.max(1, count - missing);
  switch (values.kind) {
    case 'numbers':
    case 'dates':
      return values.kind === numbers ? (held - values.odd.size) / held : 0;
    case 'texts':
      return (
        values.texts.slice(0, 2000).filter((text) => text !== null && isRight(text)).length / Math.max(1, Math.min(2000, held))
      );
    case 'words': {
      const right = values.words.map(isRight);
      return values.codes.reduce((sum, code) => sum + (code >= 0 && right[code] ? 1 : 0), 0) / held;
    }
  }
}

/** Different texts among the first rows. */
function sampled(column: Column): readonly string[] {
  const { values } = column;
  if (values.kind === 'words') return values.words;
  if (values.kind === 'texts') return [...new Set(values.texts.slice(0, 5000))].filter((text) => text !== null);
  return [];
}

/** Whether numbers only count the rows. */
function countsRows(numbers: Float64Array): boolean {
  const step = at(numbers, 1) - at(numbers, 0);
  return (
    numbers.length > 20 &&
    step === 1 &&
    Number.isInteger(at(numbers, 0)) &&
    numbers.every((value, i) => value === at(numbers, 0) + i)
  );
}

const idName = /(^|[\s_-])(id|uuid|guid|key|index|no)\.?$|[a-z]I[dD]$|编号|序号|代码$|学号|工号/i;

function kindOf(name: string, column: Column): ColumnKind {
  const { values, count, missing, decimal, order } = column;
  const held = count - missing;
  if (held === 0) return 'ignored';
  const words = sampled(column);
  const different =
    values.kind === 'words' ? values.words.length : values.kind === 'texts' ? words.length : Number.POSITIVE_INFINITY;
  if (different === 1) return 'ignored';
  if (areSpans(words)) return 'spans';
  if (share(column, (word) => !Number.isNaN(readNumber(word, decimal)), 'numbers') >= readable) {
    const numbers = numbersOf(column, decimal);
    if (different === 2 && words.every((word) => word === '0' || word === '1')) return 'yesno';
    const bare = words.every((word) => /^\d+$/.test(word));
    if ((bare && countsRows(numbers)) || (idName.test(name) && (different === held || new Set(numbers).size === held)))
      return 'id';
    return 'number';
  }
  if (share(column, (word) => !Number.isNaN(readDate(word, order)), 'dates') >= readable) return 'date';
  if (different === 2) return 'yesno';
  if (orderOf(words)) return 'ordered';
  if (tagsIn(words)) return 'tags';
  const letters = words.reduce((sum, word) => sum + word.length, 0) / Math.max(1, words.length);
  const spaced = words.filter((word) => /\s\S+\s/.test(word) || word.length > 40).length / Math.max(1, words.length);
  const rare = different > 0.5 * Math.min(held, 5000);
  if (rare && different > 20 && (spaced > 0.5 || letters > 30)) return 'text';
  if ((different >= held * 0.95 && different > 20) || values.kind === 'texts') return spaced > 0.3 ? 'text' : 'id';
  return 'category';
}

const targetName = /^(target|label|class|outcome|y|response)$|^(目标|标签|类别|结果)$/i;
const splitName = /^(split|fold|partition|subset|set|数据集划分|划分)$/i;
const weightName = /^(sample|row|instance)[\s_-]?weight$|^(样本权重|权重)$/i;

function roleOf(name: string, kind: ColumnKind, column: Column): ColumnRole {
  if (kind === 'id' || kind === 'ignored') return 'none';
  if (kind === 'spans') return 'target';
  if (splitName.test(name) && kind !== 'number' && codesOf(column).words.every((word) => partOf(word) !== null)) return 'split';
  if (weightName.test(name) && kind === 'number') return 'weight';
  if (targetName.test(name) && kind !== 'text') return 'target';
  return 'feature';
}

/** What the files are that a column names; null where it names none. */
function mediaKindOf(column: Column, { media }: Table): ColumnKind | null {
  if (media.size === 0) return null;
  for (let row = 0; row < column.count; row++) {
    const found = media.get(textAt(column, row) ?? '');
    if (found) return found.kind;
  }
  return null;
}

/** What each column of a table is, as far as it shows; where no name tells a target, the last column that can be one is. */
export function inferChoices(table: Table): readonly ColumnChoice[] {
  const found = table.columns.map((column, i): ColumnChoice => {
    const name = at(table.names, i);
    const kind = mediaKindOf(column, table) ?? kindOf(name, column);
    return { name, kind, role: roleOf(name, kind, column), decimal: column.decimal, order: column.order };
  });
  const boxes = found.some(({ kind }) => kind === 'image') ? boxColumns(found) : [];
  const choices = found.map(
    (choice, i): ColumnChoice => (boxes.includes(i) ? { ...choice, role: 'box' } : besideMedia(choice, table)),
  );
  if (choices.some(({ role }) => role === 'target' || role === 'box')) return choices;
  const last = choices.findLastIndex(
    ({ kind, role }) => role === 'feature' && kind !== 'text' && kind !== 'date' && rolesOf(kind).includes('target'),
  );
  return choices.map((choice, i) => (i === last ? { ...choice, role: 'target' } : choice));
}

/** What stands beside files is what they are to be told by: labels. */
const besideMedia = (choice: ColumnChoice, { media }: Table): ColumnChoice =>
  media.size > 0 && choice.role === 'feature' && rolesOf(choice.kind).includes('target') ? { ...choice, role: 'target' } : choice;

/** A column's numbers as its kind reads them: dates as days since 1970; NaN where there is none, or what there is cannot be read. */
export const readNumbers = (column: Column, { kind, decimal, order }: ColumnChoice): Float64Array =>
  kind === 'date' ? datesOf(column, order ?? column.order) : numbersOf(column, decimal ?? column.decimal);
