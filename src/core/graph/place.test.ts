import { expect, test } from 'vitest';
import { cardHeight, freePlace, nodeSize, overlaps, picturedByKind } from './place.ts';

const at = (x: number, y: number, kind = 'dense') => ({ id: `${kind} ${x} ${y}`, kind, position: { x, y } });

test('a free place is taken as it is', () => {
  expect(freePlace([at(0, 0)], { x: 400, y: 0 })).toEqual({ x: 400, y: 0 });
});

test('over other nodes the new one goes below them, however many there are', () => {
  const column = [at(0, 0), at(0, 90), at(0, 180)];
  const place = freePlace(column, { x: 10, y: 5 });
  expect(place.x).toBe(10);
  for (const { position } of column) expect(place.y - position.y).toBeGreaterThanOrEqual(nodeSize.height);
});

test('a card with a picture is taller: what stands below it stands lower', () => {
  const gate = at(0, 0, 'mixture');
  const { y } = freePlace([gate], { x: 0, y: nodeSize.height + 24 });
  expect(y).toBeGreaterThan(cardHeight(true));
  expect(overlaps(gate, at(0, nodeSize.height + 24))).toBe(true);
  expect(overlaps(at(0, 0), at(0, nodeSize.height + 24))).toBe(false);
});

test('a node with a picture of its own finds a place that is high enough', () => {
  const low = at(0, 120);
  expect(freePlace([low], { x: 0, y: 0 })).toEqual({ x: 0, y: 0 });
  expect(freePlace([low], { x: 0, y: 0 }, picturedByKind, { id: 'new', kind: 'mixture' }).y).toBeGreaterThan(120);
});
