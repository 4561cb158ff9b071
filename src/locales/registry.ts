import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { type Language, languages } from '../core/util/localized.ts';
import { strings as en } from './en/strings.ts';
import type { Strings } from './types.ts';

const loadChineseCatalogue = async (): Promise<void> => (await import('./zh-CN/catalogue.ts')).fillCatalogue();

/**
 * How each language comes. English is always there: it is what scripts and logs read. Every other one comes when somebody reads it, its
 * part of the catalogue with it (`scripts/later-texts.ts`).
 */
const loaders: Readonly<Record<Language, () => Promise<Strings>>> = {
  en: async () => en,
  'zh-CN': async () => {
    const [{ strings }] = await Promise.all([import('./zh-CN/strings.ts'), loadChineseCatalogue()]);
    return strings;
  },
};

const started = i18next.use(initReactI18next).init({
  lng: 'en',
  supportedLngs: languages,
  fallbackLng: 'en',
  resources: { en: { translation: en } },
  interpolation: { escapeValue: false },
  initAsync: false,
});

/** Resolves once the interface and the catalogue speak the language. Rejects, and nothing changes, where it cannot be fetched. */
export async function speak(language: Language): Promise<void> {
  await started;
  if (!i18next.hasResourceBundle(language, 'translation')) {
    i18next.addResourceBundle(language, 'translation', await loaders[language]());
  }
  await i18next.changeLanguage(language);
}

/** Every language with its strings, for tests. */
export const allStrings = async (): Promise<ReadonlyMap<Language, Strings>> =>
  new Map(await Promise.all(languages.map(async (language) => [language, await loaders[language]()] as const)));

/**
 * Resolves once the long texts of the catalogue (what entries say to those who ask for more) can be read in a language that was loaded.
 * Rejects where they cannot be fetched.
 */
export async function loadLongTexts(language: Language): Promise<void> {
  if (language === 'en') (await import('./en/long-texts.ts')).fillLongTexts();
}

/** Resolves once every text of the catalogue can be read in every language: a search looks at all. Rejects where they cannot be fetched. */
export async function loadAllTexts(): Promise<void> {
  await Promise.all([loadLongTexts('en'), loadChineseCatalogue()]);
}
