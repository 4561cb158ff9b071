import { expect, test } from 'vitest';
import { freePlace, nodeSize } from './place.ts';

const at = (x: number, y: number) => ({ position: { x, y } });

test('a free place is taken as it is', () => {
  expect(freePlace([at(0, 0)], { x: 400, y: 0 })).toEqual({ x: 400, y: 0 });
});

test('over other nodes the new one goes below them, however many there are', () => {
  const column = [at(0, 0), at(0, 90), at(0, 180)];
  const place = freePlace(column, { x: 10, y: 5 });
  expect(place.x).toBe(10);
  for (const { position } of column) expect(place.y - position.y).toBeGreaterThanOrEqual(nodeSize.height);
});
