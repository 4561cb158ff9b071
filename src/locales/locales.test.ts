import { describe, expect, it } from 'vitest';
import { languages } from '../core/util/localized.ts';
import { allStrings } from './registry.ts';
import { placeholders, textsOf } from './translation.ts';

const strings = await allStrings();
const english = textsOf(strings.get('en') ?? {});
const others = languages.filter((language) => language !== 'en');
/** Names that are the same everywhere. */
const name = /^(MTLPlayground|SGD|Adam|AdamW|RMSprop|Adagrad|Nesterov|β|ε)$/;

/** What is there to translate: letters that are no values and no names. Some texts only put values side by side. */
function wordsOf(text: string): string {
  const letters = text.replaceAll(/\{\{\w+\}\}/g, '').replaceAll(/[^\p{L}]/gu, '');
  return name.test(letters) ? '' : letters;
}

describe.each(others)('the interface in %s', (language) => {
  const texts = textsOf(strings.get(language) ?? {});

  it('has the same texts as in English, none more and none less', () => {
    expect([...texts.keys()]).toEqual([...english.keys()]);
  });

  it('says the same values in every text', () => {
    for (const [path, text] of texts) {
      expect({ path, placeholders: placeholders(text) }).toEqual({ path, placeholders: placeholders(english.get(path) ?? '') });
    }
  });

  it('says in Chinese whatever there is to say', () => {
    for (const [path, text] of english) {
      if (wordsOf(text) !== '') expect(texts.get(path), path).toMatch(/\p{Script=Han}/u);
    }
  });
});
