import { jsx } from 'react/jsx-runtime';
import { beforeAll, expect, test } from 'vitest';
import { path, questions } from '../../core/presets/questions.ts';
import { presets } from '../../core/presets/registry.ts';
import { toyRelated } from '../../core/presets/toys.ts';
import { loadLaterStrings, loadRareStrings } from '../../locales/registry.ts';
import { stillPlayground } from '../../store/testing/still-playground.ts';
import { rendered } from '../common/testing/rendered.ts';
import { PresetGallery } from './preset-gallery.tsx';

beforeAll(() => Promise.all([loadLaterStrings(), loadRareStrings()]));

const nothing = (): void => undefined;
const shown = () => rendered(stillPlayground(toyRelated()), jsx(PresetGallery, { onChosen: nothing, onLandscape: nothing }));
const textOf = (html: string): string => html.replace(/<[^>]*>/g, '');

test('a card shows the data, the network as it is drawn, how hard it is, what tasks there are and what it comes to', async () => {
  const cards = (await shown()).split('data-preset="').slice(1);
  expect(cards.map((card) => card.slice(0, card.indexOf('"'))).sort()).toEqual(presets.map(({ id }) => id).sort());
  for (const card of cards) {
    const [pictures = '', rest = ''] = card.split('class="gallery-title"');
    const [data = '', network = ''] = pictures.split('</svg>');
    expect(data, card.slice(0, 30)).toContain('<svg');
    expect(network.match(/<rect|<path|<circle/g)?.length ?? 0, card.slice(0, 30)).toBeGreaterThan(1);
    expect(textOf(rest)).toMatch(/[●○]{3} (?:first steps|builds on others|advanced) · \w/);
  }
  const conflicting = textOf(cards.find((card) => card.startsWith('toy-conflicting')) ?? '');
  expect(conflicting).toContain('Points: two conflicting tasks');
  expect(conflicting).toContain('Binary × 2');
  expect(conflicting).toMatch(/Fails as it is: .*\d+% \(guessing: \d+%\)/);
});

test('the path leads from sharing over the fight and its remedies to real data, and its cards stand in that order', async () => {
  const html = await shown();
  const steps = [...html.matchAll(/<button type="button"[^>]*>([^<]*)<\/button>/g)].map(([, name]) => name);
  expect(steps).toHaveLength(questions.length);
  expect(steps.join(' ')).toMatch(/Share.*Fight.*Mend.*Real data/);
  const order = [...html.matchAll(/data-preset="([^"]*)"/g)].map(([, id]) => id);
  expect(order).toEqual(questions.flatMap((question) => path[question].map(([id]) => id)));
});
