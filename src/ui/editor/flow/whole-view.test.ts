import { expect, test } from 'vitest';
import { boundsWithin, leastZoom, wholeView } from './whole-view.ts';

const canvas = { width: 734, height: 847 };
const insets = { top: 64, right: 16, bottom: 44, left: 16 };
const card = (x: number, y = 0) => ({ x, y, width: 140, height: 76 });

test('all of a network comes into the middle of what is not covered, as large as it fits', () => {
  const bounds = boundsWithin([card(100, 50), card(500, 650)], canvas);
  expect(bounds).toEqual({ x: 100, y: 50, width: 540, height: 676 });
  const { x, y, zoom } = wholeView(bounds, canvas, insets);
  expect(bounds.y * zoom + y).toBeCloseTo(64, 6);
  expect((bounds.y + bounds.height) * zoom + y).toBeCloseTo(847 - 44, 6);
  const [left, right] = [bounds.x * zoom + x, (bounds.x + bounds.width) * zoom + x];
  expect(left - 16).toBeCloseTo(734 - 16 - right, 6);
});

test.each([6000, 1e15, -1e15])('a card at %d leaves no blank canvas', (away) => {
  const cards = [card(0), card(200), card(400, 120), card(away)];
  const bounds = boundsWithin(cards, { width: 702, height: 739 });
  const { x, y, zoom } = wholeView(bounds, canvas, insets);
  expect(zoom).toBeGreaterThanOrEqual(leastZoom);
  for (const near of cards.slice(0, 3)) {
    expect(near.x * zoom + x).toBeGreaterThanOrEqual(0);
    expect((near.x + near.width) * zoom + x).toBeLessThanOrEqual(canvas.width);
    expect(near.y * zoom + y).toBeGreaterThanOrEqual(0);
  }
});

test('a canvas without room, or without cards, still gives a picture', () => {
  expect(boundsWithin([], canvas)).toEqual({ x: 0, y: 0, width: 0, height: 0 });
  const { zoom } = wholeView(card(0), { width: 0, height: 0 }, insets);
  expect(zoom).toBe(leastZoom);
});
