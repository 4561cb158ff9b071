import { expect, test } from 'vitest';
import type { Reads } from './alignment.ts';
import type { Kernel } from './kernels.ts';
import { placeValues } from './memory.ts';
import type { NodeId, PlanNode } from './nodes.ts';
import type { Schedule } from './schedule.ts';

/** One kernel after the other, kernel i making value i; `reads[i]` are the values that it reads. */
function chain(sizes: readonly number[], reads: readonly (readonly NodeId[])[]): Schedule {
  const nodes = sizes.map((size): PlanNode => ({ kind: 'fill', inputs: [], shape: [size], attributes: { value: 0 } }));
  const kernels = sizes.map(
    (_, node): Kernel => ({ strategy: { kind: 'elements' }, anchor: node, members: [{ node, sinks: [] }], level: node + 1 }),
  );
  const readMap = new Map(kernels.map((kernel, i): [Kernel, Reads] => [kernel, new Map((reads[i] ?? []).map((id) => [id, 0]))]));
  const depth = sizes.length;
  return {
    nodes,
    kernels,
    reads: readMap,
    stored: new Set(sizes.map((_, i) => i)),
    joins: new Map(),
    depth,
    firstDepth: depth,
  };
}

test('a value that was read for the last time gives its memory to later ones', () => {
  const { places, end } = placeValues(chain([100, 100, 100, 100], [[], [0], [1], [2]]), 0);
  expect(places.get(2)).toBe(places.get(0));
  expect(places.get(3)).toBe(places.get(1));
  expect(end).toBe(200);
});

test('values of one level, and those that are read in it, never overlap', () => {
  const sizes = [10, 30, 20, 5, 40, 8];
  const reads = [[], [0], [0, 1], [1], [0, 3], [2, 4]];
  const { places } = placeValues(chain(sizes, reads), 12);
  const last = (id: number): number => Math.max(id, ...reads.flatMap((list, i) => (list.includes(id) ? [i] : [])));
  const stretch = (id: number): [number, number] => [places.get(id) ?? 0, (places.get(id) ?? 0) + (sizes[id] ?? 0)];
  sizes.forEach((_, a) => {
    expect(stretch(a)[0]).toBeGreaterThanOrEqual(12);
    sizes.forEach((__, b) => {
      if (a >= b || last(a) < b) return;
      const apart = stretch(a)[1] <= stretch(b)[0] || stretch(b)[1] <= stretch(a)[0];
      expect(apart, `${a} and ${b}`).toBe(true);
    });
  });
});
