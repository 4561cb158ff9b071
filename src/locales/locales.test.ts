import { describe, expect, it } from 'vitest';
import { languages } from '../core/util/localized.ts';
import { resources } from './registry.ts';

/** Every text of a tree of strings, by its path. */
function textsOf(tree: object, path = ''): Map<string, string> {
  const texts = new Map<string, string>();
  for (const [key, value] of Object.entries(tree)) {
    const here = path === '' ? key : `${path}.${key}`;
    if (typeof value === 'string') texts.set(here, value);
    else for (const [inner, text] of textsOf(Object(value), here)) texts.set(inner, text);
  }
  return texts;
}

const placeholders = (text: string): string[] => (text.match(/\{\{\w+\}\}/g) ?? []).sort();

const english = textsOf(resources.en.translation);
const others = languages.filter((language) => language !== 'en');
/** Names and symbols that are the same everywhere, and what stands between words. */
const untranslated = /^([\p{P}\s]*|MTL Playground|SGD|Adam|AdamW|RMSprop|Adagrad|Nesterov|[βε][₁₂]?|\{\{value\}\} %)$/u;

describe.each(others)('the interface in %s', (language) => {
  const texts = textsOf(resources[language].translation);

  it('has the same texts as in English, none more and none less', () => {
    expect([...texts.keys()]).toEqual([...english.keys()]);
  });

  it('says the same values in every text', () => {
    for (const [path, text] of texts) {
      expect({ path, placeholders: placeholders(text) }).toEqual({ path, placeholders: placeholders(english.get(path) ?? '') });
    }
  });

  it('leaves no text empty and none in English', () => {
    for (const [path, text] of texts) {
      if (!untranslated.test(english.get(path) ?? '')) expect(text.trim(), path).not.toBe('');
      if (!untranslated.test(text)) expect(text, path).not.toBe(english.get(path));
    }
  });

  it('has Chinese characters in every text that is not a name', () => {
    for (const [path, text] of texts) {
      if (!untranslated.test(text)) expect(text, path).toMatch(/\p{Script=Han}/u);
    }
  });
});
