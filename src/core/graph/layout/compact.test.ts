import { describe, expect, it } from 'vitest';
import { presets } from '../../presets/registry.ts';
import { compactLayout, wayKey } from './compact.ts';

const card = { width: 60, height: 34 };

describe.each(presets.map((preset) => [preset.id, preset.project()] as const))('%s, close together', (_, project) => {
  const tasks = project.tasks.map(({ id }) => id);
  const { nodes, edges } = project.graph;

  it.each(['right', 'down'] as const)('has every card in the picture and none upon another, data going %s', (direction) => {
    const { places, ways, width, height } = compactLayout(project.graph, tasks, card, direction);
    expect([...places.keys()].toSorted()).toEqual(nodes.map(({ id }) => id).toSorted());
    const all = [...places.values()];
    for (const { x, y } of all) {
      expect(Math.min(x, y)).toBeGreaterThanOrEqual(-1e-9);
      expect(x + card.width).toBeLessThanOrEqual(width + 1e-9);
      expect(y + card.height).toBeLessThanOrEqual(height + 1e-9);
    }
    const covering = all.flatMap((a, i) =>
      all.slice(i + 1).filter((b) => Math.abs(a.x - b.x) < card.width && Math.abs(a.y - b.y) < card.height),
    );
    expect(covering).toEqual([]);
    const along = direction === 'right' ? 'x' : 'y';
    for (const { source, target } of edges) {
      const [a, b] = [places.get(source)?.[along] ?? 0, places.get(target)?.[along] ?? 0];
      expect(b).toBeGreaterThan(a);
      // Two points for every layer between its ends, each further along.
      const passed = [a, ...(ways.get(wayKey(source, target)) ?? []).map((point) => point[along]), b];
      expect(passed).toEqual(passed.toSorted((p, q) => p - q));
      const inside = (ways.get(wayKey(source, target)) ?? []).filter(({ x, y }) =>
        all.some((place) => x > place.x && x < place.x + card.width && y > place.y && y < place.y + card.height),
      );
      expect(inside).toEqual([]);
    }
  });
});
