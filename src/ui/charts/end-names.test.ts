import { describe, expect, it } from 'vitest';
import { textWidth } from '../common/text-width.ts';
import { chipWidth, endNames, namesWithRoom } from './end-names.ts';

const names = [
  { symbol: '●', name: 'Digit' },
  { symbol: '▲', name: 'Country and language' },
];

describe('the names at the ends of curves', () => {
  it('are whole where there is room for them, which is as wide as the longest', () => {
    const { room, textOf } = endNames(names, 500);
    expect(names.map(textOf)).toEqual(['● Digit', '▲ Country and language']);
    expect(room).toBeGreaterThan(textWidth('▲ Country and language'));
    expect(endNames(names.slice(0, 1), 500).room).toBeLessThan(room);
  });

  it('are never cut: where one has no room, symbols stand for all', () => {
    for (let width = 100; width <= 700; width += 20) {
      const { room, textOf } = endNames(names, width);
      const texts = names.map(textOf);
      expect([names.map(({ symbol, name }) => `${symbol} ${name}`), names.map(({ symbol }) => symbol)]).toContainEqual(texts);
      for (const text of texts) expect(textWidth(text)).toBeLessThanOrEqual(room);
    }
    expect(names.map(endNames(names, 320).textOf)).toEqual(['●', '▲']);
  });

  it('have room for the dot of a run with a colour', () => {
    const [first] = names;
    if (!first) throw new Error('there is one');
    const { room } = endNames([first], 500);
    expect(endNames([{ ...first, chip: true }], 500).room).toBe(room + chipWidth);
  });

  it('of many runs are those of the shown one, of coloured ones, and of those laid in last, as many as have room', () => {
    const name = (id: number, colour: string | null, shown = false) => ({ id, colour, shown });
    const all = [name(0, null), name(1, 'red'), name(2, null), name(3, null), name(4, null, true), name(5, null, true)];
    const ids = (places: number): number[] => namesWithRoom(all, places).map(({ id }) => id);
    expect(ids(9)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(ids(4)).toEqual([1, 3, 4, 5]);
    expect(ids(3)).toEqual([1, 4, 5]);
    expect(ids(1)).toEqual([4, 5]);
  });

  it('take Chinese signs for as wide as they are high', () => {
    expect(textWidth('数字')).toBeGreaterThan(22);
    expect(textWidth('il')).toBeLessThan(13);
  });
});
