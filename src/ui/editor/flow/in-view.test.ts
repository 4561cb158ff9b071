import { describe, expect, test } from 'vitest';
import { cardAt, drawnNext, isSeen, seenArea } from './in-view.ts';
import { testNode } from './testing/test-node.ts';

describe('what is drawn of a large network', () => {
  const all = Array.from({ length: 100 }, (_, i) => `n${i}`);

  test('comes some more at a time, in order, until all of it is there', () => {
    let drawn: ReadonlySet<string> = new Set<string>();
    const sizes: number[] = [];
    for (let next = drawnNext(drawn, all, 28); next !== drawn; next = drawnNext(drawn, all, 28)) {
      drawn = next;
      sizes.push(drawn.size);
    }
    expect(sizes).toEqual([28, 56, 84, 100]);
    expect([...drawn]).toEqual(all);
  });

  test('goes at once when it is out of view, and is the same object as long as nothing changes', () => {
    const drawn = new Set(all);
    expect(drawnNext(drawn, all, 28)).toBe(drawn);
    const [first, ...others] = all;
    expect([...drawnNext(drawn, [...others, 'new'], 28)]).toEqual([...others, 'new']);
    expect(drawnNext(drawn, [...others], 28).has(first ?? '')).toBe(false);
    expect(drawnNext(drawn, [], 28).size).toBe(0);
  });

  test('is what the window shows of the canvas, and wires that cross it from outside to outside', () => {
    const area = seenArea({ x: -1000, y: -500, zoom: 0.5 }, 800, 600);
    expect(area).toEqual({ x: 2000, y: 1000, width: 1600, height: 1200 });
    const at = (x: number, y: number) => ({ x, y });
    const seen = (x: number, y: number) => isSeen(at(x, y), at(x, y), area);
    expect([seen(1870, 1000), seen(1850, 1000), seen(3599, 2199), seen(3601, 2199), seen(2000, 840)]).toEqual([
      true,
      false,
      true,
      false,
      false,
    ]);
    expect(isSeen(at(0, 1500), at(9000, 1600), area)).toBe(true);
    expect(isSeen(at(9000, 1600), at(0, 1500), area)).toBe(true);
    expect(isSeen(at(0, 0), at(9000, 100), area)).toBe(false);
  });
});

test('of cards that lie over one another the uppermost is the one at a place', () => {
  const nodes = [testNode('below', { x: 0, y: 0 }), testNode('above', { x: 100, y: 0 })];
  const at = (x: number, y: number) => cardAt(nodes, { x, y })?.id;
  expect([at(50, 38), at(120, 38), at(230, 76), at(241, 38), at(50, 77)]).toEqual([
    'below',
    'above',
    'above',
    undefined,
    undefined,
  ]);
});
