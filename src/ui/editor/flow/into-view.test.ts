import { expect, it } from 'vitest';
import { shiftInto } from './into-view.ts';

const area = { x: 10, y: 20, width: 100, height: 50 };

it('leaves alone what lies in the area', () => {
  expect(shiftInto({ x: 10, y: 30, width: 100, height: 40 }, area)).toEqual({ x: 0, y: 0 });
});

it('moves what stands out at one side just as far as it does', () => {
  expect(shiftInto({ x: 5, y: 15, width: 20, height: 20 }, area)).toEqual({ x: 5, y: 5 });
  expect(shiftInto({ x: 100, y: 60, width: 20, height: 20 }, area)).toEqual({ x: -10, y: -10 });
});

it('puts the middle of what is too large into the middle', () => {
  expect(shiftInto({ x: 0, y: 20, width: 300, height: 10 }, area)).toEqual({ x: -90, y: 0 });
});
