import { expect, it } from 'vitest';
import { type Box, cornerBeside } from './corner.ts';

const page = { width: 1440, height: 900 };
/** As elements tell their boxes: what is asked for is no property of its own. */
const card: Box = Object.create({ left: 0, top: 0, width: 372, height: 500 });
const at = (left: number, top: number, width: number, height: number): Box => ({ left, top, width, height });

it('stays where it is as long as it covers nothing of its place', () => {
  expect(cornerBeside(at(1020, 60, 400, 400), card, page, 'bottom-left')).toBe('bottom-left');
  expect(cornerBeside(at(10, 80, 250, 100), card, page, 'bottom-right')).toBe('bottom-right');
});

it.each([
  ['the lower left', at(10, 700, 250, 100), 'bottom-left', 'bottom-right'],
  ['the whole lower edge', at(0, 800, 1440, 100), 'bottom-left', 'top-left'],
  ['the left column', at(0, 60, 290, 840), 'top-left', 'bottom-right'],
] as const)('goes elsewhere from %s', (_, place, now, then) => expect(cornerBeside(place, card, page, now)).toBe(then));

it('covers as little as it can where everything is spoken of', () => {
  expect(cornerBeside(at(0, 60, 1440, 500), card, page, 'top-left')).toBe('bottom-left');
});
