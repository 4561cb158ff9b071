import { at } from '../../util/assert-never.ts';
import { type Diagnostic, diagnostic, ok, type Result, refused } from '../../util/diagnostics.ts';
import { boxFits } from './box.ts';
import { type ColumnChoice, mostNamed } from './choices.ts';
import { codesOf, textAt } from './column.ts';
import { type DescribedColumn, type Fit, mostWritten } from './described.ts';
import type { Parts } from './divide.ts';
import { readNumbers } from './infer.ts';
import { cutLevel, orderedLevels } from './levels.ts';
import { unitInName, unitOf } from './read-number.ts';
import { firstTokens } from './sequences.ts';
import { spanTypes } from './spans.ts';
import type { Table } from './table.ts';
import { tagsIn, tagsOf } from './tags.ts';
import { sortedLevels, yesOf } from './word-lists.ts';
import { wordsOf } from './words.ts';

/** A level that fewer training rows have is rare. */
const fewestRows = 3;
/** A category with more levels than this gets an embedding instead of a number for each. */
const mostOneHot = 24;
const mostLevels = 20_000;
const mostWords = 5_000;
const longestText = 64;
const longestWritten = 32;
/** Frames of 16 ms. */
const longestSound = 256;

/** A column with all that was found in its training rows. */
export interface Fitted extends DescribedColumn {
  /** The lists that are too long for a document: levels of an embedding, words of a text; number 2 is the first of them. */
  readonly words: readonly string[];
}

/** The word that says yes: the one that was asked for, where training rows have it. */
const yesAmong = (seen: readonly string[], { yes }: ColumnChoice): string =>
  yes !== undefined && seen.some((word) => cutLevel(word) === yes) ? yes : cutLevel(yesOf(seen));

/** Mean and standard deviation of training rows in a scale in which no sum can overflow. */
function momentsOf(numbers: Float64Array, parts: Parts) {
  let [low, high, held] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0];
  for (let row = 0; row < numbers.length; row++) {
    const value = at(numbers, row);
    if (parts[row] !== 0 || Number.isNaN(value)) continue;
    held++;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (held === 0) return null;
  const scale = Math.max(Math.abs(low), Math.abs(high)) || 1;
  let [sum, squares] = [0, 0];
  for (let row = 0; row < numbers.length; row++) {
    const value = at(numbers, row) / scale;
    if (parts[row] === 0 && !Number.isNaN(value)) sum += value;
  }
  const mean = sum / held;
  for (let row = 0; row < numbers.length; row++) {
    const value = at(numbers, row) / scale - mean;
    if (parts[row] === 0 && !Number.isNaN(value)) squares += value * value;
  }
  const deviation = Math.sqrt(squares / held);
  // A constant's deviation is rounding alone.
  return { low, high, mean: mean * scale, deviation: low === high || deviation === 0 ? 1 : deviation * scale };
}

/** How many training rows have each word. */
function trainingCounts(codes: Int32Array, words: number, parts: Parts): Int32Array {
  const counts = new Int32Array(words);
  codes.forEach((code, row) => {
    if (code >= 0 && parts[row] === 0) counts[code] = at(counts, code) + 1;
  });
  return counts;
}

/** The levels that enough training rows have, the most frequent ones where they are too many. */
function frequent(words: readonly string[], counts: ArrayLike<number>, fewest: number, most: number): readonly string[] {
  const kept = words.map((word, code) => ({ word, count: at(counts, code) })).filter(({ count }) => count >= fewest);
  kept.sort((a, b) => b.count - a.count || (a.word < b.word ? -1 : 1));
  return kept.slice(0, most).map(({ word }) => word);
}

/** The levels that training rows have, from least to most. */
function rankedLevels(words: readonly string[], seen: readonly string[], choice: ColumnChoice): string[] {
  const known = new Set(seen.map(cutLevel));
  return orderedLevels(words, choice.levels).filter((level) => known.has(level));
}

interface Found {
  readonly fit: Fit;
  readonly words?: readonly string[];
}

function numberFit(table: Table, index: number, choice: ColumnChoice, parts: Parts): Found | null {
  const column = at(table.columns, index);
  const numbers = readNumbers(column, choice);
  const moments = momentsOf(numbers, parts);
  if (!moments) return null;
  const written =
    column.values.kind === 'words'
      ? column.values.words
          .slice(0, 50)
          .map(unitOf)
          .find((one) => one !== '')
      : undefined;
  const unit = choice.kind === 'date' ? '' : (written ?? unitInName(choice.name)).slice(0, 16);
  return {
    fit: {
      as: 'number',
      ...moments,
      ...(unit ? { unit } : {}),
      indicator: choice.role === 'feature' && numbers.some(Number.isNaN),
    },
  };
}

function textFit(table: Table, index: number, parts: Parts): Found {
  const column = at(table.columns, index);
  const counts = new Map<string, number>();
  const lengths: number[] = [];
  for (let row = 0; row < table.count; row++) {
    if (parts[row] !== 0) continue;
    const words = wordsOf(textAt(column, row) ?? '');
    lengths.push(words.length);
    for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  const all = [...counts.keys()];
  const words = frequent(all, [...counts.values()], 2, mostWords);
  lengths.sort((a, b) => a - b);
  const length = Math.max(1, Math.min(longestText, lengths[Math.floor(lengths.length * 0.95)] ?? 1));
  return { fit: { as: 'words', size: words.length + 2, length }, words };
}

/** As many frames as most training rows have. */
function soundFit(table: Table, index: number, parts: Parts): Found | null {
  const lengths: number[] = [];
  let bands = 0;
  for (let row = 0; row < table.count; row++) {
    const sound = parts[row] === 0 ? table.media.get(textAt(at(table.columns, index), row) ?? '') : undefined;
    if (sound?.kind !== 'sound') continue;
    bands = sound.bands;
    lengths.push(sound.frames.length / sound.bands);
  }
  lengths.sort((a, b) => a - b);
  const length = lengths[Math.floor(lengths.length * 0.95)];
  return length === undefined ? null : { fit: { as: 'frames', length: Math.min(longestSound, length), bands } };
}

function featureFit(table: Table, index: number, choice: ColumnChoice, parts: Parts): Found | null {
  const column = at(table.columns, index);
  if (choice.kind === 'number' || choice.kind === 'date') return numberFit(table, index, choice, parts);
  if (choice.kind === 'text') return textFit(table, index, parts);
  if (choice.kind === 'image') {
    const { side = 1, grey = false } = table.reading;
    return { fit: { as: 'image', side, channels: grey ? 1 : 3 } };
  }
  if (choice.kind === 'sound') return soundFit(table, index, parts);
  const { codes, words } = codesOf(column);
  const counts = trainingCounts(codes, words.length, parts);
  const indicator = codes.some((code) => code < 0);
  const seen = frequent(words, counts, 1, mostLevels);
  if (seen.length === 0) return null;
  if (choice.kind === 'yesno') return { fit: { as: 'yesno', yes: yesAmong(seen, choice), indicator } };
  if (choice.kind === 'tags') {
    const separator = tagsIn(words);
    const perTag = new Map<string, number>();
    words.forEach((word, code) => {
      for (const tag of tagsOf(word, separator)) perTag.set(tag, (perTag.get(tag) ?? 0) + at(counts, code));
    });
    const levels = sortedLevels(frequent([...perTag.keys()], [...perTag.values()], 1, mostNamed)).map(cutLevel);
    return levels.length > 0 ? { fit: { as: 'tags', levels } } : null;
  }
  if (choice.kind === 'ordered' && seen.length >= 2 && seen.length <= mostNamed) {
    return { fit: { as: 'rank', levels: rankedLevels(words, seen, choice), indicator } };
  }
  const common = frequent(words, counts, fewestRows, mostLevels);
  const levels = common.length > 0 ? common : seen.slice(0, mostOneHot);
  if (levels.length > mostOneHot) return { fit: { as: 'embedding', size: levels.length + 2 }, words: levels };
  return { fit: { as: 'onehot', levels: sortedLevels(levels).map(cutLevel), others: levels.length < words.length, indicator } };
}

/** Texts to be written, with the words that training rows write; longer ones are cut. */
function sequenceFit(table: Table, index: number, parts: Parts): Found | null {
  const column = at(table.columns, index);
  const counts = new Map<string, number>();
  const lengths: number[] = [];
  for (let row = 0; row < table.count; row++) {
    const text = parts[row] === 0 ? textAt(column, row) : null;
    if (text === null) continue;
    const words = wordsOf(text);
    lengths.push(words.length);
    for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  if (counts.size === 0) return null;
  const words = frequent([...counts.keys()], [...counts.values()], 1, mostWritten - firstTokens.length);
  lengths.sort((a, b) => a - b);
  const usual = lengths[Math.floor(lengths.length * 0.95)] ?? 1;
  return {
    fit: { as: 'sequence', vocabulary: [...firstTokens, ...words], length: Math.max(1, Math.min(longestWritten, usual)) + 1 },
  };
}

/** The text whose words are tagged: the first one that is a feature. */
const taggedText = (choices: readonly ColumnChoice[]): number =>
  choices.findIndex(({ kind, role }) => kind === 'text' && role === 'feature');

function spansFit(table: Table, index: number, choices: readonly ColumnChoice[], parts: Parts): Result<Found> {
  const { name } = at(choices, index);
  const text = taggedText(choices);
  if (text < 0) return refused(diagnostic('import.spansWithoutText', { column: name }, `column:${name}`));
  const types = spanTypes(at(table.columns, index), parts);
  if (types.length === 0) return refused(diagnostic('import.noLabels', { column: name }, 'data'));
  const { fit } = textFit(table, text, parts);
  return ok({ fit: { as: 'spans', types: [...types], length: fit.as === 'words' ? fit.length : 1 } });
}

function targetFit(table: Table, index: number, choices: readonly ColumnChoice[], parts: Parts): Result<Found> {
  const where = 'data';
  const choice = at(choices, index);
  const none = diagnostic('import.noLabels', { column: choice.name }, where);
  if (choice.kind === 'spans') return spansFit(table, index, choices, parts);
  if (choice.kind === 'text') {
    const found = sequenceFit(table, index, parts);
    return found ? ok(found) : refused(none);
  }
  if (choice.kind === 'number' || choice.kind === 'date') {
    const found = numberFit(table, index, choice, parts);
    return found ? ok(found) : refused(none);
  }
  const column = at(table.columns, index);
  const { codes, words } = codesOf(column);
  const seen = frequent(words, trainingCounts(codes, words.length, parts), 1, mostLevels);
  if (seen.length === 0) return refused(none);
  if (choice.kind === 'tags') {
    const found = featureFit(table, index, choice, parts);
    return found ? ok(found) : refused(none);
  }
  if (seen.length < 2) return refused(diagnostic('import.oneClass', { column: choice.name, only: at(seen, 0) }, where));
  if (choice.kind === 'yesno') {
    if (seen.length > 2) return refused(diagnostic('import.notYesNo', { column: choice.name, found: seen.length }, where));
    return ok({ fit: { as: 'yesno', yes: yesAmong(seen, choice), indicator: false } });
  }
  if (seen.length > mostNamed) {
    return refused(diagnostic('import.tooManyClasses', { column: choice.name, found: seen.length, most: mostNamed }, where));
  }
  const levels = choice.kind === 'ordered' ? rankedLevels(words, seen, choice) : sortedLevels(seen).map(cutLevel);
  return ok({ fit: { as: 'label', levels } });
}

/** Names that a document can hold, from what columns are called: letters and digits of a name, else its number; no two the same. */
function columnIds(names: readonly string[]): readonly string[] {
  const taken = new Set(['row']);
  return names.map((name, i) => {
    const slug = name
      .replaceAll(/[^A-Za-z0-9]+/g, '-')
      .replaceAll(/^-+|-+$/g, '')
      .toLowerCase()
      .slice(0, 40);
    const wanted = slug === '' || !/[a-z]/.test(slug) ? `column-${i + 1}` : slug;
    let id = wanted;
    for (let n = 2; taken.has(id); n++) id = `${wanted}-${n}`;
    taken.add(id);
    return id;
  });
}

/** Fits every column on the training rows alone. Refused with all targets that cannot be learned. */
export function fitColumns(table: Table, choices: readonly ColumnChoice[], parts: Parts): Result<readonly Fitted[]> {
  const ids = columnIds(choices.map(({ name }) => name));
  const problems: Diagnostic[] = [];
  const boxes = boxFits(table, choices, parts);
  const firstBox = choices.findIndex(({ role }) => role === 'box');
  const boxId = ids.includes('box') ? 'box-of-columns' : 'box';
  const fitted = choices.map((choice, index): Fitted => {
    // Which word says yes, and the order of levels, is said by what was fitted.
    const { yes: _yes, levels: _levels, ...plain } = choice;
    const base = { ...plain, id: index === firstBox ? boxId : at(ids, index), words: [] };
    const box = boxes.get(index);
    if (box) return { ...base, fit: box };
    if (choice.role === 'feature') {
      const found = featureFit(table, index, choice.kind === 'id' ? { ...choice, kind: 'category' } : choice, parts);
      return found ? { ...base, fit: found.fit, words: found.words ?? [] } : { ...base, role: 'none' };
    }
    if (choice.role !== 'target') return base;
    const found = targetFit(table, index, choices, parts);
    if (found.ok) return { ...base, fit: found.value.fit };
    problems.push(...found.diagnostics);
    return base;
  });
  if (boxes.size > 0) {
    if (boxes.size !== 4) problems.push(diagnostic('import.boxColumns', { found: boxes.size }, 'data'));
    const hasImage = choices.some(({ kind, role }) => kind === 'image' && role === 'feature');
    if (!hasImage) problems.push(diagnostic('import.boxWithoutImage', {}, 'data'));
  }
  if (!choices.some(({ role }) => role === 'target' || role === 'box')) problems.push(diagnostic('import.noTarget', {}, 'data'));
  if (!fitted.some(({ role }) => role === 'feature')) problems.push(diagnostic('import.noFeature', {}, 'data'));
  return problems.length > 0 ? refused(...problems) : ok(fitted);
}
