import { describe, expect, test } from 'vitest';
import { routes, type Wire } from './routes.ts';

const card = (id: string, x: number, y: number) => ({ id, x, y, width: 140, height: 76 });
/** A wire from the right side of a card to the left of another. */
const wire = (a: ReturnType<typeof card>, b: ReturnType<typeof card>): Wire => ({
  id: `${a.id}-${b.id}`,
  source: a.id,
  target: b.id,
  from: { x: a.x + 140, y: a.y + 38 },
  to: { x: b.x, y: b.y + 38 },
});

/** The corners and ends of a path. */
const points = (path: string): { x: number; y: number }[] =>
  [...path.matchAll(/(-?[\d.]+) (-?[\d.]+)/g)].map(([, x, y]) => ({ x: Number(x), y: Number(y) }));

/** Whether a piece between two points of a path, all at right angles, runs through a card. */
const through = (path: string, { x, y, width, height }: ReturnType<typeof card>): boolean => {
  const all = points(path);
  return all.slice(1).some((b, i) => {
    const a = all[i] ?? b;
    return Math.max(a.x, b.x) > x && Math.min(a.x, b.x) < x + width && Math.max(a.y, b.y) > y && Math.min(a.y, b.y) < y + height;
  });
};

const row = [card('a', 0, 0), card('b', 200, 0), card('c', 400, 0), card('d', 600, 0)] as const;
const [a, b, c, d] = row;

describe('wires around cards', () => {
  test('what is clear stays the smooth line that it is', () => {
    expect(routes([wire(a, b), wire(b, c)], row, 'right').size).toBe(0);
  });

  test('a skip connection in a row runs beside the cards, not behind them', () => {
    const path = routes([wire(a, d)], row, 'right').get('a-d')?.path ?? '';
    expect(path).not.toBe('');
    for (const between of [b, c]) expect(through(path, between), between.id).toBe(false);
  });

  test('two skips over the same card from different cards do not run upon one another', () => {
    const found = routes([wire(a, c), wire(b, d)], row, 'right');
    const lanes = [...found.values()].map(({ path }) => points(path).map(({ y }) => y));
    const [first = [], second = []] = lanes;
    const far = (ys: readonly number[]): number =>
      ys.reduce((most, y) => (Math.abs(y - 38) > Math.abs(most - 38) ? y : most), 38);
    expect(found.size).toBe(2);
    expect(Math.abs(far(first) - far(second))).toBeGreaterThanOrEqual(8);
  });

  test('from the end of one row a wire comes to the beginning of the next without touching a card', () => {
    const below = card('e', 0, 140);
    const cards = [...row, below];
    const path = routes([wire(d, below)], cards, 'right').get('d-e')?.path ?? '';
    expect(points(path)[0]).toEqual({ x: 740, y: 38 });
    expect(points(path).at(-1)).toEqual({ x: 0, y: 178 });
    for (const other of cards) expect(through(path, other), other.id).toBe(false);
  });

  test('the only way through many cards is found, however many others are as near', () => {
    const [source, target] = [card('source', 0, 0), card('target', 2000, 1000)];
    const wall = Array.from({ length: 15 }, (_, i) => card(`wall-${i}`, 300 + (i % 3) * 200, i * 62));
    const cards = [source, ...wall, card('below', 600, 1000), target];
    const path = routes([wire(source, target)], cards, 'right').get('source-target')?.path ?? '';
    expect(path).not.toBe('');
    for (const other of cards) expect(through(path, other), other.id).toBe(false);
  });

  test('downwards it is the same, turned', () => {
    const turned = (path: string): string =>
      points(path)
        .map(({ x, y }) => `${x},${y}`)
        .join(' ');
    const square = (id: string, m: number, s: number) => ({ id, x: m, y: s, width: 80, height: 80 });
    const right = [square('a', 0, 0), square('b', 120, 0), square('c', 240, 0)];
    const down = right.map(({ x, y, ...rest }) => ({ ...rest, x: y, y: x }));
    const skip = { id: 's', source: 'a', target: 'c' };
    const across = routes([{ ...skip, from: { x: 80, y: 40 }, to: { x: 240, y: 40 } }], right, 'right').get('s')?.path ?? '';
    const downward = routes([{ ...skip, from: { x: 40, y: 80 }, to: { x: 40, y: 240 } }], down, 'down').get('s')?.path ?? '';
    const swapped = points(downward)
      .map(({ x, y }) => `${y},${x}`)
      .join(' ');
    expect(swapped).toBe(turned(across));
  });
});
