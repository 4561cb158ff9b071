import { expect, it } from 'vitest';
import { shortestInHull } from '../balancing/support/gramian.ts';
import { at } from '../util/assert-never.ts';
import { distanceToFront, front } from './front.ts';
import { lookAt, noLosses } from './toy.ts';

/** The length of the shortest mix of both gradients. */
function leastSlope(x: number, y: number, first: number): number {
  const there = noLosses();
  lookAt(x, y, { first }, there);
  const [ax = 0, ay = 0, bx = 0, by = 0] = there.gradients;
  const [a = 0, b = 0] = shortestInHull([ax * ax + ay * ay, ax * bx + ay * by, ax * bx + ay * by, bx * bx + by * by], 2);
  return Math.hypot(a * ax + b * bx, a * ay + b * by);
}

it('is where no direction lowers both losses, however they are scaled', () => {
  expect(front.length).toBeGreaterThan(100);
  for (const { x, y } of front) {
    for (const first of [1, 0.1]) expect(leastSlope(x, y, first)).toBeLessThan(1e-10);
    expect(leastSlope(x, y + 0.05, 1)).toBeGreaterThan(1e-3);
  }
});

it('lies where the papers have it', () => {
  expect([at(front, 0).x, front.at(-1)?.x]).toEqual([-7, 7]);
  expect(front.find(({ x }) => x === 0)?.y).toBeCloseTo(-8.3552, 3);
});

it('tells how far a place is from it', () => {
  for (const { x, y } of front) expect(distanceToFront(x, y)).toBeLessThan(1e-9);
  expect(distanceToFront(0.01, at(front, 140).y + 1)).toBeCloseTo(1, 4);
  expect(distanceToFront(10, at(front, 280).y)).toBeCloseTo(3, 9);
});
