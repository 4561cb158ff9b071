import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { at } from '../../core/util/assert-never.ts';
import { inks } from '../editor/pictures/pixels.ts';
import { taskIdentity } from './task-identity.ts';
import { contrast, deuteranope, difference, type Lab, labOf, type Rgb, rgbOf } from './testing/colour-distance.ts';

const css = readFileSync(new URL('task-colors.css', import.meta.url), 'utf8');
const eight = [0, 1, 2, 3, 4, 5, 6, 7];

/** The colours of the first eight tasks in a theme. */
function coloursIn(scheme: 'light' | 'dark'): readonly Rgb[] {
  const block = at(css.split('}'), scheme === 'light' ? 0 : 1);
  return eight.map((i) => rgbOf(/#[0-9a-f]{6}/.exec(block.slice(block.indexOf(`--task-${i}:`)))?.[0] ?? ''));
}

/** The two of some colours that are nearest to one another, and how near. */
const nearest = (colours: readonly Lab[]): readonly [number, string] =>
  colours
    .flatMap((one, i) => colours.slice(i + 1).map((other, j) => [difference(one, other), `${i} and ${i + 1 + j}`] as const))
    .reduce((least, next) => (next[0] < least[0] ? next : least));

it('measures differences as published: pairs 1, 7, 16, 20 and 25 of Sharma, Wu and Dalal', () => {
  const pairs: readonly (readonly [Lab, Lab, number])[] = [
    [[50, 2.6772, -79.7751], [50, 0, -82.7485], 2.0425],
    [[50, 0, 0], [50, -1, 2], 2.3669],
    [[50, 2.5, 0], [50, 0, -2.5], 4.3065],
    [[50, 2.5, 0], [58, 24, 15], 19.4535],
    [[60.2574, -34.0099, 36.2677], [60.4626, -34.1751, 39.4387], 1.2644],
  ];
  for (const [one, other, published] of pairs) expect(difference(one, other)).toBeCloseTo(published, 4);
});

describe.each([
  ['light', ['#ffffff', '#f8f9fa']],
  ['dark', ['#242424', '#1f1f1f', '#2e2e2e']],
] as const)('the colours of eight tasks in the %s theme', (scheme, grounds) => {
  const colours = coloursIn(scheme);

  it('stay apart, every two of them, and can be read as text', () => {
    expect(nearest(colours.map(labOf))[0], nearest(colours.map(labOf))[1]).toBeGreaterThan(20);
    for (const ground of grounds)
      for (const colour of colours) expect(contrast(colour, rgbOf(ground)), String(colour)).toBeGreaterThanOrEqual(4.5);
  });

  it('stay apart for who sees no green, and have symbols of their own beside', () => {
    expect(nearest(colours.map(deuteranope))[0], nearest(colours.map(deuteranope))[1]).toBeGreaterThan(12);
    expect(new Set(eight.map((i) => taskIdentity(i).symbol)).size).toBe(8);
  });

  it('mean no weight: those have a pair of colours that no task has, which everybody can tell apart', () => {
    const { below, above } = inks[scheme];
    expect(difference(labOf(below), labOf(above))).toBeGreaterThan(60);
    expect(difference(deuteranope(below), deuteranope(above))).toBeGreaterThan(45);
    for (const ink of [below, above])
      for (const colour of colours) expect(difference(labOf(ink), labOf(colour)), String(colour)).toBeGreaterThan(15);
  });
});
