import { at } from '../../util/assert-never.ts';
import { hashString, mix32 } from '../../util/random.ts';
import { codesOf } from './column.ts';
import type { Parts } from './divide.ts';
import type { Table } from './table.ts';

/** Two independent 32-bit hashes of every row over some columns, as one number below 2⁵³. */
function rowHashes(table: Table, columns: readonly number[]): Float64Array {
  const [first, second] = [new Uint32Array(table.count), new Uint32Array(table.count)];
  const bits = new Float64Array(1);
  const halves = new Uint32Array(bits.buffer);
  const add = (row: number, a: number): void => {
    first[row] = mix32(at(first, row) + 0x9e3779b9 + a);
    second[row] = mix32((at(second, row) ^ mix32(a)) + 0x7f4a7c15);
  };
  for (const index of columns) {
    const column = at(table.columns, index);
    const { values } = column;
    if (values.kind === 'numbers' || values.kind === 'dates') {
      values.numbers.forEach((value, row) => {
        bits[0] = value;
        add(row, at(halves, 0) ^ Math.imul(at(halves, 1), 0x85ebca6b));
      });
    } else if (values.kind === 'texts') {
      for (const [row, text] of values.texts.entries()) add(row, text === null ? 1 : hashString(text));
    } else {
      const { codes } = codesOf(column);
      for (const [row, code] of codes.entries()) add(row, code + 2);
    }
  }
  return Float64Array.from(first, (value, row) => value * 2 ** 20 + (at(second, row) >>> 12));
}

/** Rows outside of training whose features all stand in a training row too (of validation, for the test), and the first such pair by line. */
export function duplicatesAcross(
  table: Table,
  columns: readonly number[],
  parts: Parts,
): { readonly rows: number; readonly first: readonly [number, number] } {
  if (columns.length === 0) return { rows: 0, first: [0, 0] };
  const hashes = rowHashes(table, columns);
  const seen = new Map<number, number>();
  const order = [0, 1, 2];
  let rows = 0;
  let first: readonly [number, number] = [0, 0];
  for (const part of order) {
    hashes.forEach((hash, row) => {
      if (parts[row] !== part) return;
      const other = seen.get(hash);
      if (other === undefined) {
        seen.set(hash, row);
        return;
      }
      if (parts[other] === part) return;
      if (rows === 0) first = [at(table.lines, other), at(table.lines, row)];
      rows++;
    });
  }
  return { rows, first };
}
