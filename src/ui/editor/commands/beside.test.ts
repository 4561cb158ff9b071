import { expect, test } from 'vitest';
import { defaults } from '../../../core/project/defaults.ts';
import { besideOffset } from './beside.ts';

const node = (id: string, x: number, y: number) => defaults.node({ id, kind: 'dense', position: { x, y } });
const plain = () => false;

test('copies stand beside their originals, across the way of the network, and cover nothing', () => {
  const row = [node('a', 0, 0), node('b', 200, 0)];
  expect(besideOffset(row, row, 'right', plain)).toEqual({ x: 0, y: 104 });
  expect(besideOffset([...row, node('c', 0, 104)], row, 'right', plain)).toEqual({ x: 0, y: 208 });
  const column = [node('a', 0, 0), node('b', 0, 120)];
  expect(besideOffset(column, column, 'down', plain)).toEqual({ x: 168, y: 0 });
});

test('what was cut out comes back to where it stood', () => {
  expect(besideOffset([node('b', 200, 0)], [node('a', 0, 0)], 'right', plain)).toEqual({ x: 0, y: 0 });
});

test('a card with a picture needs more room below', () => {
  const only = [node('a', 0, 0)];
  expect(besideOffset(only, only, 'right', () => true)).toEqual({ x: 0, y: 176 });
});
