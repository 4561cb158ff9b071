import { expect, test } from 'vitest';
import { nodeSize } from '../../../core/graph/place.ts';
import { defaults } from '../../../core/project/defaults.ts';
import type { Project } from '../../../core/project/schema.ts';
import { makeRoom } from './make-room.ts';

const project = (places: Readonly<Record<string, number>>, edges: readonly (readonly [string, string])[]): Project => ({
  ...defaults.project('circle'),
  graph: {
    nodes: Object.entries(places).map(([id, x]) => defaults.node({ id, kind: 'dense', position: { x, y: 0 } })),
    edges: edges.map(([source, target], index) => defaults.edge({ id: `e${index}`, source, target })),
  },
});
const xs = ({ graph }: Project) => Object.fromEntries(graph.nodes.map(({ id, position }) => [id, position.x]));

test('what comes behind an inserted node moves right until nothing overlaps; what comes before stays', () => {
  const chain = project({ a: 0, new: 100, b: 200, c: 400 }, [
    ['a', 'new'],
    ['new', 'b'],
    ['b', 'c'],
  ]);
  const after = xs(makeRoom(chain, ['new']));
  expect(after.a).toBe(0);
  expect(after.new).toBeGreaterThanOrEqual(nodeSize.width);
  expect((after.b ?? 0) - (after.new ?? 0)).toBeGreaterThanOrEqual(nodeSize.width);
  expect((after.c ?? 0) - (after.b ?? 0)).toBe(200);
});

test('where there is room already nothing else moves', () => {
  const chain = project({ a: 0, new: 300, b: 600 }, [
    ['a', 'new'],
    ['new', 'b'],
  ]);
  expect(xs(makeRoom(chain, ['new']))).toEqual({ a: 0, new: 300, b: 600 });
});

test('a loose node is left where it was put', () => {
  const loose = project({ a: 0, new: 10 }, []);
  expect(makeRoom(loose, ['new'])).toBe(loose);
});
