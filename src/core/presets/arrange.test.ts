import { expect, it } from 'vitest';
import { presets } from './registry.ts';

it.each(presets)('$id is drawn from left to right with no node upon another', ({ project }) => {
  const { nodes, edges } = project().graph;
  const placeOf = new Map(nodes.map(({ id, position }) => [id, position]));
  for (const { source, target } of edges) expect(placeOf.get(target)?.x).toBeGreaterThan(placeOf.get(source)?.x ?? 0);
  for (const [i, a] of nodes.entries()) {
    for (const b of nodes.slice(i + 1)) {
      const apart = Math.abs(a.position.x - b.position.x) >= 180 || Math.abs(a.position.y - b.position.y) >= 90;
      expect(apart, `${a.id} and ${b.id}`).toBe(true);
    }
  }
});
