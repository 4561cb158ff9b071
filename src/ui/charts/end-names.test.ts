import { describe, expect, it } from 'vitest';
import { endNames, textWidth } from './end-names.ts';

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

  it('take Chinese signs for as wide as they are high', () => {
    expect(textWidth('数字')).toBeGreaterThan(22);
    expect(textWidth('il')).toBeLessThan(13);
  });
});
