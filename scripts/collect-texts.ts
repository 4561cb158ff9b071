import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { laterStrings } from '../src/locales/en/later-strings.ts';
import { rareStrings } from '../src/locales/en/rare-strings.ts';
import { strings } from '../src/locales/en/strings.ts';
import { merged } from '../src/locales/merged.ts';
import { type TextsToTranslate, textsOf } from '../src/locales/translation.ts';
import { findTexts } from './later-texts.ts';

const source = resolve(import.meta.dirname, '../src');

/** Everything that the page says in English and a further language may say: the strings of the interface and the catalogue's texts. */
export function collectTexts(): TextsToTranslate {
  const catalogue = new Set<string>();
  for (const name of readdirSync(source, { recursive: true, encoding: 'utf8' })) {
    if (!/\.tsx?$/.test(name) || /\.test\.tsx?$|[/\\]testing[/\\]/.test(name)) continue;
    const text = readFileSync(join(source, name), 'utf8');
    if (!text.includes("'zh-CN'")) continue;
    // What says the same in Chinese is no word.
    for (const { says, chinese } of findTexts(text, name)) if (says !== chinese) catalogue.add(says);
  }
  return {
    interface: textsOf(merged(merged(strings, laterStrings), rareStrings)),
    catalogue,
  };
}
