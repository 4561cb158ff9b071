import { at } from '../../util/assert-never.ts';
import { codesOf } from './column.ts';
import { readNumbers } from './infer.ts';
import type { UsedColumn } from './leak.ts';

const mostRows = 20_000;

/**
 * How alike the labels of neighbours in time are, and those of rows far apart: the correlation of a number with the one before it, the share of neighbours
 * of the same class. Where neighbours agree, a random split lets a model look a row's label up between two training rows.
 */
export function dateFollows(date: UsedColumn, target: UsedColumn): { readonly near: number; readonly far: number } {
  const days = readNumbers(date.column, date.choice);
  const numeric = target.choice.kind === 'number' || target.choice.kind === 'date';
  const labels: ArrayLike<number> = numeric ? readNumbers(target.column, target.choice) : codesOf(target.column).codes;
  const held = (row: number): boolean =>
    !Number.isNaN(at(days, row)) && (numeric ? !Number.isNaN(at(labels, row)) : at(labels, row) >= 0);
  const rows = [...days.keys()].filter(held).sort((a, b) => at(days, a) - at(days, b) || a - b);
  const step = Math.max(1, Math.floor(rows.length / mostRows));
  const values = rows.map((row) => at(labels, row));
  if (values.length < 40) return { near: 0, far: 0 };
  const alike = numeric ? correlation : agreement;
  return { near: alike(values, 1, step), far: numeric ? 0 : alike(values, Math.floor(values.length / 2), step) };
}

function agreement(values: readonly number[], lag: number, step: number): number {
  let [same, all] = [0, 0];
  for (let i = 0; i + lag < values.length; i += step) {
    all++;
    if (values[i] === values[i + lag]) same++;
  }
  return same / Math.max(1, all);
}

function correlation(values: readonly number[], lag: number): number {
  const scale = values.reduce((most, value) => Math.max(most, Math.abs(value)), Number.MIN_VALUE);
  const mean = values.reduce((sum, value) => sum + value / scale / values.length, 0);
  let [own, shared] = [0, 0];
  values.forEach((value, i) => {
    const difference = value / scale - mean;
    own += difference * difference;
    const next = values[i + lag];
    if (next !== undefined) shared += difference * (next / scale - mean);
  });
  return own === 0 ? 0 : shared / own;
}
