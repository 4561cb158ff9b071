import { at } from '../../util/assert-never.ts';
import { type Diagnostic, diagnostic } from '../../util/diagnostics.ts';
import { boxFits, boxLabels } from './box.ts';
import type { ColumnChoice, Division } from './choices.ts';
import { type Column, codesOf, textAt } from './column.ts';
import { dateFollows } from './date-leak.ts';
import type { Parts } from './divide.ts';
import { duplicatesAcross } from './duplicates.ts';
import { readNumbers } from './infer.ts';
import { determination } from './leak.ts';
import { partOf } from './part-of.ts';
import { spanLabels } from './spans.ts';
import type { Table } from './table.ts';

/** A class needs a sample in each of the three parts. */
const splits = 3;
/** From this share on a feature nearly determines a target. */
const nearly = 0.995;

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

/** Different fields of a column that is held as words or numbers; up to two are told apart. */
function isConstant(column: Column, choice: ColumnChoice): boolean {
  if (choice.kind === 'number' || choice.kind === 'date') {
    const numbers = readNumbers(column, choice).filter((value) => !Number.isNaN(value));
    return numbers.every((value) => value === numbers[0]);
  }
  return column.values.kind === 'words' && column.values.words.length <= 1;
}

/** Whether a column says another thing in every row, and says it in words or whole numbers that count. */
function isId(column: Column, { kind, name }: ColumnChoice): boolean {
  if (kind === 'id') return true;
  if (['number', 'date', 'text', 'tags', 'image', 'sound'].includes(kind)) return false;
  const { words } = codesOf(column);
  return name !== '' && words.length > 20 && words.length >= 0.9 * (column.count - column.missing);
}

/** Classes of a target that have fewer samples than there are parts. */
function rareClasses(column: Column): readonly { readonly word: string; readonly count: number }[] {
  const { codes, words } = codesOf(column);
  const counts = new Int32Array(words.length);
  for (const code of codes) if (code >= 0) counts[code] = at(counts, code) + 1;
  return words.map((word, i) => ({ word, count: at(counts, i) })).filter(({ count }) => count > 0 && count < splits);
}

/**
 * What is suspicious about a table as it is to be used, each with its evidence: constant features, ids among them, features that tell a target, rows that stand
 * in several parts, classes too small for three parts, dates that leak, parts whose name is unknown. `where` is `column:NAME`, or `data`.
 */
export function warningsOf(
  table: Table,
  choices: readonly ColumnChoice[],
  parts: Parts,
  division: Division,
): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  const indexed = choices.map((choice, index) => ({ choice, index, column: at(table.columns, index) }));
  const features = indexed.filter(({ choice }) => choice.role === 'feature');
  const targets = indexed.filter(({ choice }) => choice.role === 'target');
  for (const { choice, column } of features) {
    const where = `column:${choice.name}`;
    if (isConstant(column, choice)) {
      const row = Array.from({ length: Math.min(column.count, 1000) }, (_, i) => textAt(column, i)).find((text) => text !== null);
      found.push(diagnostic('import.constant', { column: choice.name, value: row ?? '–' }, where));
    } else if (isId(column, choice)) {
      const { words } = codesOf(column);
      found.push(diagnostic('import.idFeature', { column: choice.name, different: words.length, rows: column.count }, where));
    }
  }
  for (const target of targets.filter(({ choice }) => choice.kind !== 'spans' && choice.kind !== 'text')) {
    for (const feature of features.filter(({ choice }) => choice.kind !== 'image' && choice.kind !== 'sound')) {
      const { share, without } = determination(feature, target, table.count);
      if (share < nearly || share - without < 0.05) continue;
      const values = {
        column: feature.choice.name,
        target: target.choice.name,
        share: percent(share),
        without: percent(without),
      };
      found.push(diagnostic('import.leak', values, `column:${feature.choice.name}`));
    }
    const { kind, name } = target.choice;
    const rare =
      kind === 'number' || kind === 'date' || kind === 'tags' || kind === 'spans' || kind === 'text'
        ? []
        : rareClasses(target.column);
    if (rare.length > 0) {
      const classes = rare
        .slice(0, 5)
        .map(({ word, count }) => `${word} (${count})`)
        .join(', ');
      found.push(
        diagnostic('import.rareClasses', { column: name, classes, splits, more: Math.max(0, rare.length - 5) }, `column:${name}`),
      );
    }
  }
  found.push(...badSpans(table, choices));
  found.push(...badBoxes(table, choices, parts));
  const twice = duplicatesAcross(
    table,
    features.map(({ index }) => index),
    parts,
  );
  if (twice.rows > 0) {
    found.push(diagnostic('import.duplicates', { rows: twice.rows, first: twice.first[0], second: twice.first[1] }, 'data'));
  }
  if (division.by !== 'time') {
    for (const date of indexed.filter(({ choice }) => choice.kind === 'date')) {
      for (const target of targets) {
        const { near, far } = dateFollows(date, target);
        if (near - far < 0.3) continue;
        const values = { column: date.choice.name, target: target.choice.name, near: near.toFixed(2), far: far.toFixed(2) };
        found.push(diagnostic('import.dateLeak', values, `column:${date.choice.name}`));
      }
    }
  }
  if (division.by === 'column') found.push(...unnamedParts(indexed.find(({ choice }) => choice.role === 'split')?.column));
  return found;
}

/** Spans that are no tags, by what is wrong with them. */
function badSpans(table: Table, choices: readonly ColumnChoice[]): Diagnostic[] {
  const text = table.columns[choices.findIndex(({ kind, role }) => kind === 'text' && role === 'feature')];
  if (!text) return [];
  return choices.flatMap((choice, i) => {
    if (choice.kind !== 'spans' || choice.role !== 'target') return [];
    const { problems } = spanLabels(table, at(table.columns, i), text, { types: [], length: 1 });
    const codes = {
      outside: 'import.spansOutside',
      overlap: 'import.spansOverlap',
      unreadable: 'import.spansUnreadable',
    } as const;
    return (['outside', 'overlap', 'unreadable'] as const).flatMap((what) => {
      const rows = problems.filter(({ problem }) => problem === what);
      const [first] = rows;
      return first
        ? [diagnostic(codes[what], { count: rows.length, line: at(table.lines, first.row) }, `column:${choice.name}`)]
        : [];
    });
  });
}

/** Boxes that are said in part, or lie outside of their image. */
function badBoxes(table: Table, choices: readonly ColumnChoice[], parts: Parts): Diagnostic[] {
  const fits = boxFits(table, choices, parts);
  const first = choices.findIndex(({ role }) => role === 'box');
  if (fits.size !== 4) return [];
  const { none } = boxLabels(
    table,
    choices.map((choice, i) => ({ ...choice, fit: fits.get(i) })),
  );
  const [row] = none;
  if (row === undefined) return [];
  const values = { count: none.length, line: at(table.lines, row) };
  return [diagnostic('import.badBoxes', values, `column:${at(choices, first).name}`)];
}

function unnamedParts(column: Column | undefined): Diagnostic[] {
  if (!column) return [];
  const { codes, words } = codesOf(column);
  const unnamed = new Set(words.flatMap((word, i) => (partOf(word) === null ? [i] : [])));
  const rows = codes.reduce((sum, code) => sum + (code < 0 || unnamed.has(code) ? 1 : 0), 0);
  if (rows === 0) return [];
  const named = words
    .filter((_, i) => unnamed.has(i))
    .slice(0, 5)
    .join(', ');
  return [diagnostic('import.unnamedParts', { rows, words: named || '–' }, 'data')];
}
