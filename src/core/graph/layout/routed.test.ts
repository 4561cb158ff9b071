import { describe, expect, test } from 'vitest';
import { largeGraph } from '../../../../bench/page-work/large-graph.ts';
import { signatureOf } from '../../data/registry.ts';
import { presets } from '../../presets/registry.ts';
import type { Project } from '../../project/schema.ts';
import { analyzeGraph } from '../analyze.ts';
import { cardHeight, nodeSize, picturedIn } from '../place.ts';
import { arrange } from './arrange.ts';
import { routes } from './routes.ts';

const rooms = [
  { width: 700, height: 700 },
  { width: 1400, height: 600 },
  { width: 360, height: 590 },
];

/** Wires that run through a card between their ends, in a room of some size, though they were led around. */
function crossed(project: Project, room: (typeof rooms)[number]): readonly string[] {
  const signature = signatureOf(project);
  const pictured = picturedIn(signature.ok ? analyzeGraph(project, signature.value) : null);
  const { places, direction } = arrange(
    project.graph,
    project.tasks.map(({ id }) => id),
    room,
    pictured,
  );
  const cards = project.graph.nodes.map((node) => ({
    id: node.id,
    ...(places.get(node.id) ?? node.position),
    width: nodeSize.width,
    height: cardHeight(pictured(node)),
  }));
  const wires = project.graph.edges.flatMap(({ id, source, target }) => {
    const [a, b] = [source, target].map((one) => cards.find((card) => card.id === one));
    if (!a || !b) return [];
    const ends =
      direction === 'down'
        ? { from: { x: a.x + a.width / 2, y: a.y + a.height }, to: { x: b.x + b.width / 2, y: b.y } }
        : { from: { x: a.x + a.width, y: a.y + nodeSize.height / 2 }, to: { x: b.x, y: b.y + nodeSize.height / 2 } };
    return [{ id, source, target, ...ends }];
  });
  const found = routes(wires, cards, direction);
  return wires.flatMap(({ id, source, target }) => {
    const points = [...(found.get(id)?.path ?? '').matchAll(/(-?[\d.]+) (-?[\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)]);
    return points.slice(1).flatMap(([x = 0, y = 0], i) => {
      const [fromX = 0, fromY = 0] = points[i] ?? [];
      return cards
        .filter((card) => card.id !== source && card.id !== target)
        .filter(
          (card) =>
            Math.max(x, fromX) > card.x &&
            Math.min(x, fromX) < card.x + card.width &&
            Math.max(y, fromY) > card.y &&
            Math.min(y, fromY) < card.y + card.height,
        )
        .map((card) => `${source} → ${target} through ${card.id}`);
    });
  });
}

describe('a wire that is led around cards runs through none', () => {
  test.each(presets)('$id', ({ project }) => {
    for (const room of rooms) expect(crossed(project(), room), `${room.width} × ${room.height}`).toEqual([]);
  });

  test('61 layers', () => {
    for (const room of rooms) expect(crossed(largeGraph(61, 2, 14), room), `${room.width} × ${room.height}`).toEqual([]);
  });
});
