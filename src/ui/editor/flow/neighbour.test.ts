import { expect, test } from 'vitest';
import { neighbour } from './neighbour.ts';

const at = (id: string, x: number, y: number) => ({ id, position: { x, y } });
const input = at('input', 0, 100);
const shared = at('shared', 240, 100);
const upper = at('upper', 480, 0);
const lower = at('lower', 480, 200);
const nodes = [input, shared, upper, lower];

test('an arrow goes to the next node in its direction', () => {
  expect(neighbour(nodes, input, 'ArrowRight')?.id).toBe('shared');
  expect(neighbour(nodes, shared, 'ArrowLeft')?.id).toBe('input');
  expect(neighbour(nodes, upper, 'ArrowDown')?.id).toBe('lower');
  expect(neighbour(nodes, lower, 'ArrowUp')?.id).toBe('upper');
});

test('there is nothing beyond the last node', () => {
  expect(neighbour(nodes, input, 'ArrowLeft')).toBeNull();
  expect(neighbour(nodes, shared, 'ArrowUp')).toBeNull();
});

test('a node of the same row comes before a nearer one aside', () => {
  const row = at('row', 300, 0);
  const aside = at('aside', 150, 120);
  expect(neighbour([row, aside], at('from', 0, 0), 'ArrowRight')?.id).toBe('row');
});
