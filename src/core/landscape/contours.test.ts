import { expect, it } from 'vitest';
import { at } from '../util/assert-never.ts';
import { contoursOf } from './contours.ts';
import { lookAt, noLosses, reach } from './toy.ts';

it.each(['first', 'second', 'mean'] as const)(
  'lines of %s run where it has their level, and end at the edge or where they began',
  (surface) => {
    const scale = { first: 1 };
    const there = noLosses();
    const cell = (2 * reach) / 120;
    const valueAt = (x: number, y: number): number => {
      lookAt(x, y, scale, there);
      const [first, second] = [at(there.losses, 0), at(there.losses, 1)];
      return surface === 'mean' ? (first + second) / 2 : surface === 'first' ? first : second;
    };
    const contours = contoursOf(surface, scale, 10);
    expect(contours.map(({ level }) => level)).toEqual(contours.map(({ level }) => level).sort((a, b) => a - b));
    let points = 0;
    for (const { level, lines } of contours) {
      expect(lines.length).toBeGreaterThan(0);
      for (const line of lines) {
        const [x, y] = [at(line, 0), at(line, 1)];
        const [endX, endY] = [at(line, line.length - 2), at(line, line.length - 1)];
        const edge = (value: number) => Math.abs(Math.abs(value) - reach) < 1e-9;
        expect((x === endX && y === endY) || ((edge(x) || edge(y)) && (edge(endX) || edge(endY)))).toBe(true);
        for (let i = 0; i < line.length; i += 2) {
          const [px, py] = [at(line, i), at(line, i + 1)];
          // Between the two points of the grid beside it the surface crosses the level.
          const [column, row] = [(px + reach) / cell, (py + reach) / cell];
          const upright = Math.abs(column - Math.round(column)) < 1e-9;
          const ends = [Math.floor, Math.ceil].map((side) =>
            upright
              ? valueAt(Math.round(column) * cell - reach, side(row) * cell - reach)
              : valueAt(side(column) * cell - reach, Math.round(row) * cell - reach),
          );
          if (level < Math.min(...ends) - 1e-9 || level > Math.max(...ends) + 1e-9) expect([px, py]).toEqual(level);
          points++;
        }
      }
    }
    expect(points).toBeGreaterThan(1000);
  },
);

it('leaves as much ground between two lines as between any others', () => {
  const levels = contoursOf('second', { first: 1 }, 4).map(({ level }) => level);
  const there = noLosses();
  const counts = [0, 0, 0, 0, 0];
  for (let x = -reach; x <= reach; x += 0.25) {
    for (let y = -reach; y <= reach; y += 0.25) {
      lookAt(x, y, { first: 1 }, there);
      const value = at(there.losses, 1);
      const band = levels.filter((level) => level < value).length;
      counts[band] = at(counts, band) + 1;
    }
  }
  const total = counts.reduce((sum, count) => sum + count, 0);
  for (const [band, count] of counts.entries()) expect(count / total).toBeCloseTo(band === 0 || band === 4 ? 0.125 : 0.25, 1);
});
