import { describe, expect, test } from 'vitest';
import { nodeSize, overlaps } from '../../../core/graph/place.ts';
import { defaults } from '../../../core/project/defaults.ts';
import type { Graph } from '../../../core/project/schema.ts';
import { autoLayout } from './auto-layout.ts';

const graph = (nodes: readonly string[], edges: readonly (readonly [string, string])[]): Graph => ({
  nodes: nodes.map((id) => defaults.node({ id, kind: 'dense' })),
  edges: edges.map(([source, target], index) => defaults.edge({ id: `e${index}`, source, target })),
});

const branching = graph(
  ['pixels', 'shared', 'left', 'right', 'digit', 'group'],
  [
    ['pixels', 'shared'],
    ['shared', 'left'],
    ['shared', 'right'],
    ['left', 'digit'],
    ['right', 'group'],
  ],
);

describe('auto layout', () => {
  test('every edge runs from left to right with room for its label', () => {
    const places = autoLayout(branching);
    for (const { source, target } of branching.edges) {
      const from = places.get(source);
      const to = places.get(target);
      expect((to?.x ?? 0) - (from?.x ?? 0)).toBeGreaterThanOrEqual(nodeSize.width + 48);
    }
  });

  test('no two nodes overlap', () => {
    const places = [...autoLayout(branching).values()];
    places.forEach((a, index) => {
      for (const b of places.slice(index + 1)) {
        const apart = Math.abs(a.x - b.x) >= nodeSize.width || Math.abs(a.y - b.y) >= nodeSize.height;
        expect(apart).toBe(true);
      }
    });
  });

  test('cards with pictures have room below, and wires between them stay level', () => {
    const places = autoLayout(branching, () => true);
    const nodes = branching.nodes.map((node) => ({ ...node, position: places.get(node.id) ?? { x: 0, y: 0 } }));
    for (const [i, a] of nodes.entries())
      for (const b of nodes.slice(i + 1))
        expect(
          overlaps(a, b, () => true),
          `${a.id} ${b.id}`,
        ).toBe(false);
    const mixed = autoLayout(branching, ({ id }) => id === 'left');
    expect(mixed.get('left')?.y).toBe(mixed.get('digit')?.y);
  });

  test('the drawing begins at the origin, and the same graph is drawn the same', () => {
    const places = autoLayout(branching);
    expect(Math.min(...[...places.values()].map(({ x }) => x))).toBe(0);
    expect(Math.min(...[...places.values()].map(({ y }) => y))).toBe(0);
    expect([...autoLayout(branching)]).toEqual([...places]);
  });

  test('a cycle, a loose node and an edge to nowhere do not keep it from drawing', () => {
    const odd = graph(
      ['a', 'b', 'alone'],
      [
        ['a', 'b'],
        ['b', 'a'],
        ['b', 'gone'],
      ],
    );
    expect([...autoLayout(odd).keys()]).toEqual(['a', 'b', 'alone']);
    expect([...autoLayout(graph([], []))]).toEqual([]);
  });
});
