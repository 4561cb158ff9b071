import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import i18next from 'i18next';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nodeLabel } from '../core/graph/catalogue.ts';
import { layers } from '../core/layers/registry.ts';
import { diagnostic, diagnosticText } from '../core/util/diagnostics.ts';
import { inLanguage } from '../core/util/localized.ts';
import { preferredLanguage } from '../ui/app/language.ts';
import { allStrings, offeredLanguages, offerTranslation, speak } from './registry.ts';
import { type Translation, textsOf, updateTranslation, withOtherValues } from './translation.ts';

let folder = '';
const file = (): string => join(folder, 'de.json');
const read = (): Translation => JSON.parse(readFileSync(file(), 'utf8'));
const write = (translation: Translation): void => writeFileSync(file(), JSON.stringify(translation));

/** `npm run texts -- de`, into a folder of the test. */
const runTexts = (): string => {
  const script = resolve(import.meta.dirname, '../../scripts/texts.ts');
  return execFileSync(process.execPath, ['--import', 'tsx', script, 'de', '--folder', folder], { encoding: 'utf8' });
};

const inputTitle = 'Input';
const unknownData = 'There is no data set {{dataset}}.';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'further-language-'));
  runTexts();
});
afterAll(async () => {
  await speak('en');
  rmSync(folder, { recursive: true, force: true });
});

describe('the file of a further language', () => {
  it('holds every text of the interface and of the catalogue, in English, to be translated', async () => {
    const { interface: strings, catalogue, gone } = read();
    const english = textsOf((await allStrings()).get('en') ?? {});
    expect(new Map(Object.entries(strings).map(([path, { en }]) => [path, en]))).toEqual(new Map([...english].sort()));
    for (const layer of Object.values(layers)) {
      expect(Object.keys(catalogue)).toEqual(expect.arrayContaining([layer.text.summary.en, layer.text.more.en]));
    }
    expect(catalogue).toMatchObject({ [inputTitle]: '', [unknownData]: '', Confusion: '' });
    expect([...Object.values(strings).map(({ text }) => text), ...Object.values(catalogue)].join('')).toBe('');
    expect(gone).toEqual({ interface: {}, catalogue: {} });
  });

  it('makes the language one of the page: what is translated is shown, and the rest in English', async () => {
    const empty = read();
    const play = { en: 'Train', text: 'Trainieren' };
    const step = { en: 'step {{step}}', text: 'Schritt {{step}}' };
    expect(empty.interface).toMatchObject({ 'app.run.play': { ...play, text: '' }, 'charts.curves.step': { ...step, text: '' } });
    write({
      ...empty,
      interface: { ...empty.interface, 'app.run.play': play, 'charts.curves.step': step },
      catalogue: {
        ...empty.catalogue,
        [inputTitle]: 'Eingabe',
        [layers.dense.text.title.en]: 'Vollverbunden',
        [unknownData]: 'Den Datensatz {{dataset}} gibt es nicht.',
      },
    });
    let fetched = 0;
    offerTranslation('de', async () => {
      fetched++;
      return read();
    });
    expect(offeredLanguages().get('de')).toBe('Deutsch');
    expect([preferredLanguage(['de-AT', 'en']), preferredLanguage(['fr', 'zh-TW']), preferredLanguage(['fr'])]).toEqual([
      'de',
      'zh-CN',
      'en',
    ]);
    expect(fetched).toBe(0);

    await speak('de');
    expect(fetched).toBe(1);
    expect(i18next.t('app.run.play')).toBe('Trainieren');
    expect(i18next.t('charts.curves.step', { step: 12 })).toBe('Schritt 12');
    expect(i18next.t('app.run.pause')).toBe('Pause');
    expect(inLanguage(layers.dense.text.title, 'de')).toBe('Vollverbunden');
    expect(inLanguage(layers.dense.text.summary, 'de')).toBe(layers.dense.text.summary.en);
    expect(diagnosticText(diagnostic('data.unknown', { dataset: 'xyz', known: '-' }), 'de')).toEqual({
      message: 'Den Datensatz xyz gibt es nicht.',
      hint: 'Possible values: -',
    });
    const node = { kind: 'dense', name: '', params: {}, position: { x: 0, y: 0 }, frozen: false };
    const graph = {
      nodes: [
        { ...node, id: 'a' },
        { ...node, id: 'b' },
      ],
      edges: [],
    };
    expect(inLanguage(nodeLabel({ ...node, id: 'b' }, { graph }), 'de')).toBe('Vollverbunden 2');
    expect(inLanguage(layers.dense.text.title, 'en')).toBe('Dense');
    await speak('en');
    expect(i18next.t('app.run.play')).toBe('Train');
  });

  it('keeps what was translated when it is written again, adds what is new, and puts aside what is no longer said', () => {
    const before = read();
    const { [unknownData]: _, ...others } = before.catalogue;
    write({
      ...before,
      interface: {
        ...before.interface,
        'app.run.pause': { en: 'Halt', text: 'Anhalten' },
        'app.run.old': { en: 'Old', text: 'Alt' },
      },
      catalogue: { ...others, 'A layer of old': 'Eine alte Schicht', 'Never translated': '' },
    });
    expect(runTexts()).toMatch(/ 4 translated, 3 no longer said/);
    const after = read();
    expect(Object.keys(after.catalogue)).toEqual(Object.keys(before.catalogue));
    expect(after.catalogue).toMatchObject({ [inputTitle]: 'Eingabe', [unknownData]: '' });
    expect(after.interface).toMatchObject({
      'app.run.play': { en: 'Train', text: 'Trainieren' },
      'app.run.pause': { en: 'Pause', text: '' },
    });
    expect(after.gone).toEqual({
      interface: { 'app.run.old': { en: 'Old', text: 'Alt' }, 'app.run.pause': { en: 'Halt', text: 'Anhalten' } },
      catalogue: { 'A layer of old': 'Eine alte Schicht' },
    });
  });

  it('takes back what is said again as it was', () => {
    const texts = { interface: new Map([['a', 'One']]), catalogue: new Set(['Two']) };
    const aside = {
      interface: { a: { en: 'Another', text: '' } },
      catalogue: {},
      gone: { interface: { a: { en: 'One', text: 'Eins' } }, catalogue: { Two: 'Zwei' } },
    };
    expect(updateTranslation(texts, aside)).toEqual({
      interface: { a: { en: 'One', text: 'Eins' } },
      catalogue: { Two: 'Zwei' },
      gone: { interface: {}, catalogue: {} },
    });
  });

  it('is refused values that the text has no place for', () => {
    const nothing = { interface: {}, catalogue: {} };
    const wrong = {
      interface: { a: { en: 'Step {{step}}', text: 'Schritt {{schritt}}' } },
      catalogue: { Two: 'Zwei' },
      gone: nothing,
    };
    expect(withOtherValues(wrong)).toEqual(['Step {{step}}']);
  });

  it.each(Object.entries(import.meta.glob<Translation>('./*.json', { import: 'default', eager: true })))(
    'says the same values in every text: %s',
    (_, translation) => expect(withOtherValues(translation)).toEqual([]),
  );
});
