import { type Language, languages } from '../core/util/localized.ts';
import { strings as en } from './en/strings.ts';
import type { Strings } from './types.ts';

/**
 * How each language comes. English is always there: it is what scripts and logs read. Every other one comes when somebody reads it, its
 * part of the catalogue with it (`scripts/later-texts.ts`).
 */
const loaders: Readonly<Record<Language, () => Promise<Strings>>> = {
  en: async () => en,
  'zh-CN': async () => {
    const [{ strings }, { fillCatalogue }] = await Promise.all([import('./zh-CN/strings.ts'), import('./zh-CN/catalogue.ts')]);
    fillCatalogue();
    return strings;
  },
};

const loaded = new Map<Language, Strings>([['en', en]]);

/** Resolves once `stringsOf(language)` and the catalogue speak it. Rejects where it cannot be fetched. */
export async function loadLanguage(language: Language): Promise<void> {
  if (!loaded.has(language)) loaded.set(language, await loaders[language]());
}

/** The strings of a language that was loaded; before that, English. */
export const stringsOf = (language: Language): Strings => loaded.get(language) ?? en;

/** Every language with its strings, for tests. */
export const allStrings = async (): Promise<ReadonlyMap<Language, Strings>> =>
  new Map(await Promise.all(languages.map(async (language) => [language, await loaders[language]()] as const)));
