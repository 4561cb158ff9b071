import { type Column, codesOf, textAt } from './column.ts';
import type { Parts } from './divide.ts';
import type { Table } from './table.ts';
import { placedWords } from './words.ts';

/** So many kinds of entities may be told apart. */
const mostTypes = 60;

/** A stretch of a text, in characters (Unicode code points, as Python counts them): [start, end). */
interface Span {
  readonly start: number;
  readonly end: number;
  readonly label: string;
}

function spanOf(value: unknown): Span | null {
  if (typeof value !== 'object' || value === null) return null;
  const named = new Map<string, unknown>(Object.entries(value));
  const of = (...names: readonly string[]): unknown => names.map((name) => named.get(name)).find((found) => found !== undefined);
  const [start, end, label] = [
    of('start', 'start_offset', '0'),
    of('end', 'end_offset', '1'),
    of('label', 'type', 'tag', 'entity', '2'),
  ];
  if (typeof start !== 'number' || typeof end !== 'number' || typeof label !== 'string' || label.trim() === '') return null;
  return Number.isInteger(start) && Number.isInteger(end) ? { start, end, label: label.trim().slice(0, 60) } : null;
}

/** The spans that a field lists, as JSON: objects with start, end and label, or lists of these three. null: it is no such list. */
export function readSpans(field: string): readonly Span[] | null {
  if (!field.startsWith('[')) return null;
  try {
    const list: unknown = JSON.parse(field);
    if (!Array.isArray(list)) return null;
    const spans = list.map(spanOf).filter((span) => span !== null);
    return spans.length === list.length ? spans : null;
  } catch {
    return null;
  }
}

/** Whether words of a column are lists of spans. */
export function areSpans(words: readonly string[]): boolean {
  const some = words.slice(0, 200).map(readSpans);
  return (
    some.some((spans) => spans !== null && spans.length > 0) && some.filter((spans) => spans === null).length <= 0.2 * some.length
  );
}

/** The kinds of entities in the training rows, the most frequent ones where they are too many, in alphabetical order. */
export function spanTypes(column: Column, parts: Parts): readonly string[] {
  const { codes, words } = codesOf(column);
  const training = new Set(codes.filter((code, row) => code >= 0 && parts[row] === 0));
  const counts = new Map<string, number>();
  for (const code of training) {
    for (const { label } of readSpans(words[code] ?? '') ?? []) counts.set(label, (counts.get(label) ?? 0) + 1);
  }
  const sorted = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  return sorted
    .slice(0, mostTypes)
    .map(([label]) => label)
    .sort();
}

/** Why a row's spans cannot be tags: one ends beyond the text, or before it begins; two share a character; it is no list of spans. */
export type SpanProblem = 'outside' | 'overlap' | 'unreadable';

/** The place of each character in UTF-16 units, and behind the last the length. */
function unitsOf(text: string): readonly number[] {
  const units = [0];
  for (const character of text) units.push((units.at(-1) ?? 0) + character.length);
  return units;
}

/** A tag for each of the first `length` words of a text, −1 behind the last one; a span of an unknown kind is none. Or why there are none. */
export function tagsOfSpans(text: string, field: string, types: readonly string[], length: number): Int32Array | SpanProblem {
  const spans = readSpans(field);
  if (!spans) return 'unreadable';
  const units = unitsOf(text);
  if (spans.some(({ start, end }) => start < 0 || end <= start || end >= units.length)) return 'outside';
  const sorted = [...spans].sort((a, b) => a.start - b.start);
  if (sorted.some(({ start }, i) => i > 0 && start < (sorted[i - 1]?.end ?? 0))) return 'overlap';
  const tags = new Int32Array(length).fill(-1);
  const words = placedWords(text).slice(0, length);
  tags.fill(0, 0, words.length);
  for (const { start, end, label } of sorted) {
    const type = types.indexOf(label);
    if (type < 0) continue;
    const [from, to] = [units[start] ?? 0, units[end] ?? 0];
    let first = true;
    words.forEach((word, i) => {
      if (word.end <= from || word.start >= to) return;
      tags[i] = 1 + 2 * type + (first ? 0 : 1);
      first = false;
    });
  }
  return tags;
}

/** Tags of every row, i32 [rows, length], −1 throughout where a row has none, and the rows whose spans are no tags. */
export function spanLabels(
  table: Table,
  column: Column,
  text: Column,
  { types, length }: { readonly types: readonly string[]; readonly length: number },
): { readonly labels: Int32Array; readonly problems: readonly { readonly row: number; readonly problem: SpanProblem }[] } {
  const labels = new Int32Array(table.count * length).fill(-1);
  const problems: { readonly row: number; readonly problem: SpanProblem }[] = [];
  for (let row = 0; row < table.count; row++) {
    const field = textAt(column, row);
    if (field === null) continue;
    const tags = tagsOfSpans(textAt(text, row) ?? '', field, types, length);
    if (typeof tags === 'string') problems.push({ row, problem: tags });
    else labels.set(tags, row * length);
  }
  return { labels, problems };
}
