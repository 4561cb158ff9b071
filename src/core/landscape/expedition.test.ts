import { expect, it } from 'vitest';
import { at } from '../util/assert-never.ts';
import { Expedition, type WantedWalk } from './expedition.ts';
import { Trajectory } from './trajectory.ts';

const walkOf = (method: string, x: number, y: number): WantedWalk => ({
  key: `${method} ${x}`,
  method,
  parameters: {},
  start: { x, y },
});
const always = () => true;

it('takes as many steps of everybody as are asked for and left, and tells every place once', () => {
  const expedition = new Expedition({ first: 0.1 });
  expedition.want([walkOf('equal', 9, -1)]);
  expedition.limit = 1000;
  expect(expedition.advance(300, always)).toBe(300);
  const [first] = expedition.tell();
  expect(first).toMatchObject({ key: 'equal 9', step: 300, reached: null });
  expect([...(first?.path ?? [])].slice(0, 2)).toEqual([9, -1]);
  // Adam moves by 0.001 a step at the most, and the picture has a point every 0.02.
  expect(first?.path.length).toBeLessThan(2 * 30);
  expect(expedition.advance(5000, always)).toBeGreaterThanOrEqual(700);
  expect(expedition.done).toBe(true);
  const [second] = expedition.tell();
  expect(second?.step).toBe(1000);
  const alone = new Trajectory(walkOf('equal', 9, -1), { first: 0.1 });
  for (let step = 0; step < 1000; step++) alone.advance();
  const end = second?.path.slice(-2) ?? [];
  expect([at(end, 0), at(end, 1)]).toEqual([Math.fround(alone.x), Math.fround(alone.y)]);
  expect(second?.losses).toEqual(alone.losses);
});

it('lets those go on that are still wanted, begins others, and forgets the rest', () => {
  const expedition = new Expedition({ first: 1 });
  expedition.limit = 100;
  expedition.want([walkOf('equal', 9, 9), walkOf('mgda', 0, 0)]);
  expedition.advance(64, always);
  expedition.tell();
  expedition.want([walkOf('mgda', 0, 0), walkOf('upgrad', 0, 0)]);
  expect(expedition.tell().map(({ key, step }) => [key, step])).toEqual([
    ['mgda 0', 64],
    ['upgrad 0', 0],
  ]);
  expedition.advance(100, always);
  expect(expedition.tell().map(({ step }) => step)).toEqual([100, 100]);
});

it('stops where there is no time left', () => {
  const expedition = new Expedition({ first: 1 });
  expedition.limit = 1000;
  expedition.want([walkOf('equal', 9, 9)]);
  let looks = 0;
  expect(expedition.advance(1000, () => looks++ < 2)).toBe(32);
  expect(expedition.done).toBe(false);
});
