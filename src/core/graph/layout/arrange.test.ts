import { describe, expect, test } from 'vitest';
import { largeGraph } from '../../../../bench/page-work/large-graph.ts';
import { signatureOf } from '../../data/registry.ts';
import { presets } from '../../presets/registry.ts';
import { defaults } from '../../project/defaults.ts';
import type { Graph, Project } from '../../project/schema.ts';
import { analyzeGraph } from '../analyze.ts';
import { cardHeight, nodeSize, overlaps, type Pictured, picturedIn } from '../place.ts';
import { type Arrangement, arrange } from './arrange.ts';
import { flowOf } from './flow.ts';

const rooms = [
  { width: 700, height: 700 },
  { width: 1400, height: 600 },
  { width: 360, height: 590 },
];
const tasksOf = (project: Project) => project.tasks.map(({ id }) => id);
const picturedOf = (project: Project): Pictured => {
  const signature = signatureOf(project);
  return picturedIn(signature.ok ? analyzeGraph(project, signature.value) : null);
};
const placed = ({ nodes, edges }: Graph, { places }: Arrangement): Graph => ({
  nodes: nodes.map((node) => ({ ...node, position: places.get(node.id) ?? node.position })),
  edges,
});
const graph = (nodes: readonly string[], edges: readonly (readonly [string, string])[]): Graph => ({
  nodes: nodes.map((id) => defaults.node({ id, kind: 'dense' })),
  edges: edges.map(([source, target], index) => defaults.edge({ id: `e${index}`, source, target })),
});

describe.each(presets)('$id', ({ project }) => {
  const document = project();
  const pictured = picturedOf(document);
  const pictures = rooms.map((room) => arrange(document.graph, tasksOf(document), room, pictured));

  test('no card lies upon another, in a window of any shape', () => {
    for (const picture of pictures) {
      const { nodes } = placed(document.graph, picture);
      for (const [i, a] of nodes.entries()) {
        for (const b of nodes.slice(i + 1)) expect(overlaps(a, b, pictured), `${a.id} and ${b.id}`).toBe(false);
      }
    }
  });

  test('it begins at the origin, is as large as it says, and is seen to go the way that it goes', () => {
    for (const picture of pictures) {
      const { nodes, edges } = placed(document.graph, picture);
      expect(Math.min(...nodes.map(({ position }) => position.x))).toBe(0);
      expect(Math.min(...nodes.map(({ position }) => position.y))).toBe(0);
      for (const node of nodes) {
        expect(node.position.x + nodeSize.width).toBeLessThanOrEqual(picture.width + 4);
        expect(node.position.y + cardHeight(pictured(node))).toBeLessThanOrEqual(picture.height + 4);
      }
      expect(flowOf({ nodes, edges })).toBe(picture.direction);
    }
  });

  test('outputs stand in the order of the list of tasks, in one row or column', () => {
    for (const { places, direction } of pictures) {
      const heads = document.tasks.map(({ id }) => {
        const head = document.graph.nodes.find(({ kind, params }) => kind === 'head' && params.task === id);
        return places.get(head?.id ?? '') ?? { x: Number.NaN, y: Number.NaN };
      });
      const across = heads.map(({ x, y }) => (direction === 'down' ? x : y));
      expect(across).toEqual(across.toSorted((a, b) => a - b));
      expect(new Set(heads.map(({ x, y }) => (direction === 'down' ? y : x))).size).toBe(1);
    }
  });

  test('the same network in the same room is drawn the same, wherever it stood before', () => {
    const [room, picture] = [rooms[0], pictures[0]];
    if (!room || !picture) throw new Error('there are rooms');
    expect(arrange(placed(document.graph, picture), tasksOf(document), room, pictured)).toEqual(picture);
  });
});

test('layers of one task stand in a row of their own', () => {
  const { graph: heads, tasks } = presets.find(({ id }) => id === 'digits-independent')?.project() ?? largeGraph(20);
  const { places, direction, bands } = arrange(
    heads,
    tasks.map(({ id }) => id),
    { width: 3000, height: 500 },
  );
  expect([direction, bands]).toEqual(['right', 1]);
  for (const task of ['digit', 'group']) {
    const row = ['hidden', 'logits', 'head'].map((part) => places.get(`${task}-${part}`)?.y);
    expect(new Set(row).size, `${task} ${row}`).toBe(1);
  }
});

test('a chain beside a wide neighbour stays straight', () => {
  const { graph: cascade, tasks } = presets.find(({ id }) => id === 'scenes-cascade')?.project() ?? largeGraph(20);
  const { places, direction } = arrange(
    cascade,
    tasks.map(({ id }) => id),
    { width: 300, height: 3000 },
  );
  expect(direction).toBe('down');
  const single = cascade.edges.filter(
    ({ source, target }) =>
      cascade.edges.filter((edge) => edge.source === source).length === 1 &&
      cascade.edges.filter((edge) => edge.target === target).length === 1,
  );
  expect(single.length).toBeGreaterThan(4);
  for (const { source, target } of single) expect(places.get(target)?.x, `${source} ${target}`).toBe(places.get(source)?.x);
});

test('a chain of sixty layers is folded, and no part of it lost', () => {
  const ids = Array.from({ length: 60 }, (_, i) => `n${i}`);
  const chain = graph(
    ids,
    ids.slice(1).map((id, i) => [`n${i}`, id]),
  );
  const picture = arrange(chain, [], { width: 700, height: 700 });
  expect(picture.bands).toBeGreaterThan(4);
  expect(Math.max(picture.width, picture.height)).toBeLessThan(2000);
  expect(picture.places.size).toBe(60);
});

test('a cycle, a loose node, a wire to itself and one to nowhere do not keep it from drawing', () => {
  const odd = graph(
    ['a', 'b', 'alone'],
    [
      ['a', 'b'],
      ['b', 'a'],
      ['b', 'gone'],
      ['alone', 'alone'],
    ],
  );
  const room = { width: 700, height: 700 };
  const { nodes } = placed(odd, arrange(odd, [], room));
  for (const [i, a] of nodes.entries()) for (const b of nodes.slice(i + 1)) expect(overlaps(a, b)).toBe(false);
  expect([...arrange(graph([], []), [], room).places]).toEqual([]);
});

test('of a network of two thousand layers every card has its place, and none covers another', () => {
  const { graph: large, tasks } = largeGraph(1990);
  const { nodes } = placed(
    large,
    arrange(
      large,
      tasks.map(({ id }) => id),
      { width: 700, height: 700 },
    ),
  );
  const seen = new Set(nodes.map(({ position }) => `${Math.round(position.x / 10)} ${Math.round(position.y / 10)}`));
  expect(seen.size).toBe(large.nodes.length);
});
