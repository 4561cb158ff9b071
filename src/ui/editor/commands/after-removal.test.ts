import { expect, test } from 'vitest';
import { afterRemoval } from './after-removal.ts';

const at = (id: string, x: number, y: number) => ({ id, position: { x, y } });
const nodes = [at('input', 0, 100), at('shared', 240, 100), at('upper', 480, 0), at('lower', 480, 200)];

test('what fed a removed node has the focus next, else what it fed, else the nearest that is left', () => {
  const edges = [
    { source: 'input', target: 'shared' },
    { source: 'shared', target: 'upper' },
    { source: 'shared', target: 'lower' },
  ];
  expect(afterRemoval(nodes, edges, ['shared'])).toBe('input');
  expect(afterRemoval(nodes, edges, ['input'])).toBe('shared');
  expect(afterRemoval(nodes, edges, ['input', 'shared'])).toBe('upper');
  expect(afterRemoval(nodes, [], ['upper'])).toBe('lower');
  expect(afterRemoval(nodes, edges, ['input', 'shared', 'upper', 'lower'])).toBeNull();
});
