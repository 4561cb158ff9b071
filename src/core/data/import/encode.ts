import { at } from '../../util/assert-never.ts';
import { emptyRecord } from '../../util/own-value.ts';
import type { Tensors } from '../types.ts';
import { boxLabels } from './box.ts';
import { type Column, codesOf, textAt } from './column.ts';
import type { Parts } from './divide.ts';
import type { Fitted } from './fit.ts';
import { readNumbers } from './infer.ts';
import { writeMedia } from './media/write-media.ts';
import { sequencesOf } from './sequences.ts';
import { rowInput, soFar, widthOf } from './signature.ts';
import { spanLabels } from './spans.ts';
import { standardised } from './standardised.ts';
import type { Table } from './table.ts';
import { tagsIn, tagsOf } from './tags.ts';
import { wordsOf } from './words.ts';

/** The place of every code's word in a list, −1 where it has none. */
function placesIn(words: readonly string[], levels: readonly string[]): Int32Array {
  const places = new Map(levels.map((level, i) => [level, i]));
  return Int32Array.from(words, (word) => places.get(word.slice(0, 200)) ?? -1);
}

/** Writes a feature into the rows from `offset` on. */
function writeFeature(column: Column, fitted: Fitted, rows: Float32Array, width: number, offset: number): void {
  const { fit } = fitted;
  if (!fit) return;
  const { count } = column;
  if (fit.as === 'number') {
    const numbers = readNumbers(column, fitted);
    for (let row = 0; row < count; row++) {
      const value = at(numbers, row);
      const start = row * width + offset;
      if (!Number.isNaN(value)) rows[start] = standardised(value, fit.mean, fit.deviation);
      else if (fit.indicator) rows[start + 1] = 1;
    }
    return;
  }
  if (fit.as !== 'tags' && fit.as !== 'yesno' && fit.as !== 'onehot' && fit.as !== 'rank') return;
  const { codes, words } = codesOf(column);
  if (fit.as === 'tags') {
    const separator = tagsIn(words);
    const marks = words.map((word) => [...placesIn(tagsOf(word, separator), fit.levels)].filter((place) => place >= 0));
    codes.forEach((code, row) => {
      if (code >= 0) for (const place of at(marks, code)) rows[row * width + offset + place] = 1;
    });
    return;
  }
  const levels = fit.as === 'yesno' ? [fit.yes] : fit.levels;
  const places = placesIn(words, levels);
  for (let row = 0; row < count; row++) {
    const start = row * width + offset;
    const code = at(codes, row);
    const place = code < 0 ? -1 : at(places, code);
    if (fit.as === 'onehot') {
      if (place >= 0) rows[start + place] = 1;
      else if (code >= 0 && fit.others) rows[start + levels.length] = 1;
      else if (code < 0 && fit.indicator) rows[start + levels.length + (fit.others ? 1 : 0)] = 1;
    } else if (code < 0) {
      if (fit.indicator) rows[start + 1] = 1;
    } else if (place >= 0) rows[start] = fit.as === 'yesno' ? 1 : place / (levels.length - 1);
  }
}

/** The images or sounds that a column names, f32 [rows, ...shape] in 0 … 1. */
function mediaOf(column: Column, { media }: Table, size: number): Float32Array {
  const all = new Float32Array(column.count * size);
  for (let row = 0; row < column.count; row++) {
    const one = media.get(textAt(column, row) ?? '');
    if (one) writeMedia(one, all.subarray(row * size, (row + 1) * size));
  }
  return all;
}

function ownInput(column: Column, { fit, words: list }: Fitted, table: Table): Float32Array | Int32Array | null {
  if (fit?.as === 'frames') return mediaOf(column, table, fit.length * fit.bands);
  if (fit?.as === 'image') return mediaOf(column, table, fit.side * fit.side * fit.channels);
  if (fit?.as === 'embedding') {
    const { codes, words } = codesOf(column);
    const places = placesIn(words, list);
    return Int32Array.from(codes, (code) => (code < 0 ? 0 : at(places, code) + 2));
  }
  if (fit?.as !== 'words') return null;
  const places = new Map(list.map((word, i) => [word, i + 2]));
  const ids = new Int32Array(column.count * fit.length);
  for (let row = 0; row < column.count; row++) {
    const text = textAt(column, row);
    if (text === null) continue;
    wordsOf(text)
      .slice(0, fit.length)
      .forEach((word, i) => {
        ids[row * fit.length + i] = places.get(word) ?? 1;
      });
  }
  return ids;
}

/** Labels as the target's format stores them; what is missing, unreadable, or a class that no training row has, is none. */
function labelsOf(table: Table, column: Column, fitted: Fitted, text: Column | undefined): Float32Array | Int32Array | null {
  const { fit } = fitted;
  if (fit?.as === 'spans') return text ? spanLabels(table, column, text, fit).labels : null;
  if (fit?.as === 'number') {
    return Float32Array.from(readNumbers(column, fitted), (value) => standardised(value, fit.mean, fit.deviation));
  }
  const { codes, words } = codesOf(column);
  if (fit?.as === 'label') {
    const places = placesIn(words, fit.levels);
    return codes.map((code) => (code < 0 ? -1 : at(places, code)));
  }
  if (fit?.as === 'yesno') return Float32Array.from(codes, (code) => (code < 0 ? Number.NaN : words[code] === fit.yes ? 1 : 0));
  if (fit?.as !== 'tags') return null;
  const width = fit.levels.length;
  const labels = new Float32Array(column.count * width);
  const separator = tagsIn(words);
  const marks = words.map((word) => placesIn(tagsOf(word, separator), fit.levels));
  codes.forEach((code, row) => {
    if (code < 0) labels.fill(Number.NaN, row * width, (row + 1) * width);
    else for (const place of at(marks, code)) if (place >= 0) labels[row * width + place] = 1;
  });
  return labels;
}

/** Weights of rows with a mean of 1 over the training rows; what has none weighs 1, nothing weighs less than 0. null: all weigh the same. */
function weightsOf(table: Table, fitted: readonly Fitted[], parts: Parts): Float32Array | null {
  const index = fitted.findIndex(({ role }) => role === 'weight');
  const [column, choice] = [table.columns[index], fitted[index]];
  if (!column || !choice) return null;
  const numbers = readNumbers(column, choice).map((value) => Math.max(0, value));
  let [sum, held] = [0, 0];
  numbers.forEach((value, row) => {
    if (parts[row] !== 0 || Number.isNaN(value)) return;
    sum += value;
    held++;
  });
  const mean = sum > 0 && Number.isFinite(sum) ? sum / held : 1;
  return Float32Array.from(numbers, (value) => (Number.isNaN(value) ? 1 : value / mean));
}

/** A table as a network reads it. */
export function encodeTable(table: Table, fitted: readonly Fitted[], parts: Parts): Tensors {
  const features = fitted.map(({ role, fit }) => (role === 'feature' && fit ? widthOf(fit) : 0));
  const width = features.reduce((sum, one) => sum + one, 0);
  const rows = new Float32Array(table.count * width);
  const inputs = emptyRecord<Float32Array | Int32Array>();
  const targets = emptyRecord<Float32Array | Int32Array>();
  const words = emptyRecord<readonly string[]>();
  if (width > 0) inputs[rowInput] = rows;
  const firstBox = fitted.findIndex(({ role }) => role === 'box');
  const text = table.columns[fitted.findIndex(({ fit, role }) => role === 'feature' && fit?.as === 'words')];
  let offset = 0;
  fitted.forEach((one, i) => {
    const column = at(table.columns, i);
    if (one.role === 'feature') {
      writeFeature(column, one, rows, width, offset);
      const own = ownInput(column, one, table);
      if (own) inputs[one.id] = own;
      if (own instanceof Int32Array) words[one.id] = ['–', '…', ...one.words];
    } else if (one.role === 'target' && one.fit?.as === 'sequence') {
      const { tokens, previous } = sequencesOf(column, one.fit.vocabulary, one.fit.length);
      targets[one.id] = tokens;
      inputs[soFar(one.id)] = previous;
    } else if (one.role === 'target') {
      const labels = labelsOf(table, column, one, text);
      if (labels) targets[one.id] = labels;
    } else if (one.role === 'box' && i === firstBox) targets[one.id] = boxLabels(table, fitted).labels;
    offset += at(features, i);
  });
  const weights = weightsOf(table, fitted, parts);
  return { inputs: { ...inputs }, targets: { ...targets }, words: { ...words }, parts, ...(weights ? { weights } : {}) };
}
