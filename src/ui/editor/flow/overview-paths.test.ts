import { expect, test } from 'vitest';
import { boundsOf, colourPaths, wirePath } from './overview-paths.ts';
import { testNode } from './testing/test-node.ts';

const card = (x: number, ...colors: string[]) => testNode(String(x), { x, y: 0 }, ...colors);

test('however many cards there are, the overview is one path per colour', () => {
  const nodes = Array.from({ length: 900 }, (_, i) => card(200 * i, ...([['red'], ['blue'], ['red', 'blue']][i % 3] ?? [])));
  const paths = colourPaths(nodes);
  expect(paths.map(([color, path]) => [color, path.match(/M/g)?.length])).toEqual([
    ['red', 300],
    ['blue', 300],
    ['var(--ed-minimap-node)', 300],
  ]);
  expect(paths[0]?.[1].startsWith('M0 0h140v76h-140z')).toBe(true);
  expect(boundsOf(nodes)).toEqual({ x: 0, y: 0, width: 899 * 200 + 140, height: 76 });
  expect(boundsOf([])).toEqual({ x: 0, y: 0, width: 0, height: 0 });
});

test('all wires are one path: straight, or the way that leads around cards', () => {
  const nodes = [card(0, 'red'), card(300, 'red'), card(600, 'red')].map((node) => ({
    ...node,
    data: { ...node.data, ports: [{ id: 'in', title: null }] },
  }));
  const route = { path: 'M140 38H220V90H600', label: null };
  const wires = [
    { id: 'a', source: '0', target: '300', targetHandle: 'in' },
    { id: 'b', source: '0', target: '600', data: { shape: '', color: null, sharing: 'one' as const, route } },
    { id: 'c', source: '0', target: 'gone' },
  ];
  expect(wirePath(nodes, wires)).toBe(`M140 38L300 38${route.path}`);
});
