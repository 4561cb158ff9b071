import { createElement } from 'react';
import { expect, it, vi } from 'vitest';
import { digitsShared } from '../../../core/presets/digits.ts';
import { loadRareStrings } from '../../../locales/registry.ts';
import { stillPlayground } from '../../../store/testing/still-playground.ts';
import { markup } from '../../testing/markup.ts';
import { offersOf } from './offers.ts';
import { TakePicture } from './take-picture.tsx';
import { sampleDrawings } from './testing/drawings.ts';

const [drawing] = sampleDrawings();
const draw = () => {
  if (!drawing) throw new Error('no sample');
  return drawing;
};

it('charts are offered as long as they stand on their page, and what goes is no longer the chosen one', () => {
  const [one, other] = [stillPlayground(digitsShared()), stillPlayground(digitsShared())];
  const offers = offersOf(one);
  expect(offersOf(one)).toBe(offers);
  const told = vi.fn();
  const stop = offers.subscribe(told);
  const first = offers.offer({ id: 'first', draw });
  const second = offers.offer({ id: 'second', draw });
  offers.choose('second');
  expect(offers.getState()).toMatchObject({ offers: [{ id: 'first' }, { id: 'second' }], chosen: 'second' });
  expect(offersOf(other).getState().offers).toEqual([]);
  first();
  expect(offers.getState()).toMatchObject({ offers: [{ id: 'second' }], chosen: 'second' });
  second();
  expect(offers.getState()).toEqual({ offers: [], chosen: null });
  expect(told).toHaveBeenCalledTimes(5);
  stop();
  offers.choose(null);
  expect(told).toHaveBeenCalledTimes(5);
});

it('the button says whose picture it is', async () => {
  await loadRareStrings();
  const html = markup(createElement(TakePicture, { title: 'Confusion of Digit', draw }), stillPlayground(digitsShared()));
  expect(html).toContain('aria-label="As a picture: Confusion of Digit"');
});
