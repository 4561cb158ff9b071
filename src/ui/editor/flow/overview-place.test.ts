import { expect, test } from 'vitest';
import { boundsOf } from './overview-paths.ts';
import { overviewPlace } from './overview-place.ts';
import { testNode } from './testing/test-node.ts';

const canvas = { width: 734, height: 848 };
const at = (nodes: readonly (readonly [number, number])[], x = 0, y = 0, zoom = 1) => {
  const cards = nodes.map(([left, top], i) => testNode(String(i), { x: left, y: top }));
  return overviewPlace(cards, boundsOf(cards), { x, y, zoom }, canvas);
};

test('while everything is in view there is no overview', () => {
  expect(at([])).toBeNull();
  expect(
    at([
      [0, 0],
      [500, 700],
    ]),
  ).toBeNull();
});

test('it stands where it covers no card, at the lowest place that is free', () => {
  const lowest = canvas.height - 48 - 88;
  const [left, right] = [8, canvas.width - 8 - 132];
  expect(
    at([
      [900, 0],
      [20, 30],
    ]),
  ).toEqual({ x: right, y: lowest });
  expect(
    at([
      [900, 0],
      [600, 740],
    ]),
  ).toEqual({ x: left, y: lowest });
  const both = at([
    [900, 0],
    [600, 740],
    [20, 740],
  ]);
  expect(both?.x).toBe(right);
  expect(both?.y).toBeLessThan(lowest - 88);
  expect(at([[0, 0]], 0, 0, 12)).toBeNull();
});

test('in a network of hundreds it stands in any case, where it covers the fewest cards', () => {
  const grid = (count: number) =>
    Array.from({ length: count }, (_, i) => [(i % (count / 10)) * 160 - 440, Math.floor(i / (count / 10)) * 100] as const);
  expect(at(grid(120))).toBeNull();
  // But below on the left.
  const many = grid(200).filter(([x, y]) => x > 100 || y < 650 || x < 0);
  const covered = ({ x, y }: { readonly x: number; readonly y: number }) =>
    many.filter(([left, top]) => left < x + 132 && left + 140 > x && top < y + 88 && top + 76 > y).length;
  const [left, right, lowest] = [8, canvas.width - 8 - 132, canvas.height - 48 - 88];
  const fewest = Math.min(
    ...[1, 0.7, 0.45].flatMap((part) => [left, right].map((x) => covered({ x, y: Math.round(lowest * part) }))),
  );
  const place = at(many);
  expect(place && covered(place)).toBe(fewest);
  expect(place?.x).toBe(left);
  expect([fewest, covered({ x: right, y: lowest })]).toEqual([1, 2]);
});
