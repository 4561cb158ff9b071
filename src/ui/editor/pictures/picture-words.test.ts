import i18next from 'i18next';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Picture } from '../../../core/runs/protocol.ts';
import { loadLaterStrings } from '../../../locales/registry.ts';
import type { PictureContent } from '../elements/flow-types.ts';
import { type PictureReader, pictureWords } from './picture-words.ts';

let reader: PictureReader;
beforeAll(async () => {
  await loadLaterStrings();
  await i18next.changeLanguage('en');
  reader = { t: i18next.t, language: 'en', words: ['', 'the', 'cat', 'sleeps'] };
});

const ways = ['own', 'other'].map((name) => ({ name, short: name, task: null }));
const content = (kind: PictureContent['kind']): PictureContent => ({ kind, ways, tokens: null });
const picture = (kind: Picture['kind'], shape: readonly number[], values: readonly number[], more = {}): Picture => ({
  kind,
  shape,
  values: Float32Array.from(values),
  total: 1,
  ...more,
});
const said = (it: Picture) => pictureWords(it, content(it.kind), 'Layer', reader);

describe('a picture in words', () => {
  it('says how open each way is, in percent that sum to a hundred', () => {
    expect(said(picture('gates', [2], [0.125, 0.875])).label).toBe('Gates of Layer: own 13%, other 87%');
  });

  it('says coefficients by what they multiply, and by parts where there are subspaces', () => {
    expect(said(picture('coefficients', [1, 2], [0.9, -0.125])).label).toBe('Coefficients of Layer: own 0.90, other -0.13');
    expect(said(picture('coefficients', [2, 4], [1, 2, 3, 4, 5, 6, 7, 8])).label).toBe(
      'Coefficients of Layer: part 1 takes own, part 1 1.00, own, part 2 2.00, other, part 1 3.00, other, part 2 4.00; ' +
        'part 2 takes own, part 1 5.00, own, part 2 6.00, other, part 1 7.00, other, part 2 8.00',
    );
  });

  it('says how many filters there are, shown or not', () => {
    expect(said(picture('filters', [1, 1, 1, 1], [1], { total: 12 })).caption).toBe('1 of 12 filters');
    expect(said(picture('filters', [1, 1, 1, 3], [1, 2, 3])).label).toBe('Layer: 1 filter in the colours that they look for.');
  });

  it('names the words that receive most attention, over heads and queries, or their positions', () => {
    const maps = [0.5, 0.5, 0, 1, 0.25, 0.75, 0.25, 0.75];
    const tokens = Int32Array.of(2, 3);
    const named = said(picture('attention', [2, 2, 2], maps, { total: 2, tokens }));
    expect(named).toEqual({
      label: 'Layer: 2 of 2 heads for one sample. Most attended: sleeps 75%, cat 25%',
      caption: 'sleeps · cat',
    });
    expect(said(picture('positions', [3], [0, 0.25, 0.75])).label).toContain('position 3 75%, position 2 25%');
  });

  it('says how open a mask is', () => {
    expect(said(picture('mask', [1, 2], [0.5, 1]))).toEqual({
      label: 'Layer: a mask of 1 × 2 places for one sample, 75% open on average',
      caption: '75% open',
    });
  });
});
