import i18next, { type FormatterModule, type ResourceKey } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { addTranslations, type Language, languages } from '../core/util/localized.ts';
import { pluralForm } from '../core/util/plural-form.ts';
import { strings as en } from './en/strings.ts';
import { merged } from './merged.ts';
import { type Translation, translatedEntries, translatedStrings } from './translation.ts';
import type { Strings } from './types.ts';

const loadChineseCatalogue = async (): Promise<void> => (await import('./zh-CN/catalogue.ts')).fillCatalogue();

async function loadChinese(): Promise<Strings> {
  const [{ strings }] = await Promise.all([import('./zh-CN/strings.ts'), loadChineseCatalogue()]);
  return strings;
}

interface OfferedLanguage {
  /** What it calls itself. */
  readonly name: string;
  /** Fetches its strings of the interface, and makes its texts of the catalogue readable. */
  readonly load: () => Promise<ResourceKey>;
}

/**
 * How each language comes. English is always there: it is what scripts and logs read, and what is read where a translation lacks
 * something. Every other one comes when somebody reads it, its part of the catalogue with it (`scripts/later-texts.ts`).
 */
const offered = new Map<Language, OfferedLanguage>([
  ['en', { name: 'English', load: async () => en }],
  ['zh-CN', { name: '简体中文', load: loadChinese }],
]);

/** Offers a language that has a file in this folder (see `translation.ts`). */
export function offerTranslation(language: Language, fetchFile: () => Promise<Translation>): void {
  const name = new Intl.DisplayNames([language], { type: 'language' }).of(language) ?? language;
  const load = async (): Promise<ResourceKey> => {
    const translation = await fetchFile();
    addTranslations(language, translatedEntries(translation));
    return translatedStrings(translation);
  };
  offered.set(language, { name, load });
}

/** Every file that `npm run texts -- TAG` writes is a language of the page. */
for (const [path, load] of Object.entries(import.meta.glob<Translation>('./*.json', { import: 'default' }))) {
  offerTranslation(path.slice('./'.length, -'.json'.length), load);
}

/** The languages that can be chosen, by their tags, with what they call themselves. */
export const offeredLanguages = (): ReadonlyMap<Language, string> =>
  new Map([...offered].map(([language, { name }]) => [language, name]));

/** `{{number, row|rows}}`, as in the texts of the catalogue. */
const plurals: FormatterModule = {
  type: 'formatter',
  init: () => undefined,
  add: () => undefined,
  addCached: () => undefined,
  format: (value, forms, language = 'en') => (forms === undefined ? value : pluralForm(value, forms, language)),
};

const started = i18next
  .use(initReactI18next)
  .use(plurals)
  .init({
    lng: 'en',
    fallbackLng: 'en',
    resources: { en: { translation: en } },
    interpolation: { escapeValue: false },
    initAsync: false,
  });

/** Resolves once the interface and the catalogue speak the language. Rejects, and nothing changes, where it cannot be fetched. */
export async function speak(language: Language): Promise<void> {
  await started;
  const known = offered.get(language);
  if (!known) throw new Error(`There is no language ${language}.`);
  if (!i18next.hasResourceBundle(language, 'translation')) {
    i18next.addResourceBundle(language, 'translation', await known.load());
  }
  await i18next.changeLanguage(language);
}

/** Resolves once what the first load leaves out can be said in English, which is what is read where a language lacks it. Rejects where it cannot be fetched. */
export async function loadLaterStrings(): Promise<void> {
  await started;
  i18next.addResourceBundle('en', 'translation', (await import('./en/later-strings.ts')).laterStrings, true, true);
}

/** The same for what `laterStrings` leaves out too. */
export async function loadRareStrings(): Promise<void> {
  await started;
  i18next.addResourceBundle('en', 'translation', (await import('./en/rare-strings.ts')).rareStrings, true, true);
}

async function allEnglish(): Promise<Strings> {
  const [{ laterStrings }, { rareStrings }] = await Promise.all([
    import('./en/later-strings.ts'),
    import('./en/rare-strings.ts'),
  ]);
  return merged(merged(en, laterStrings), rareStrings);
}

/** The languages in which everything is written, with their strings, for tests. */
export const allStrings = async (): Promise<ReadonlyMap<Language, Strings>> =>
  new Map(
    await Promise.all(
      languages.map(async (language) => [language, language === 'en' ? await allEnglish() : await loadChinese()] as const),
    ),
  );

/**
 * Resolves once the long texts of the catalogue (what entries say to those who ask for more) can be read in a language that was loaded.
 * Rejects where they cannot be fetched.
 */
export async function loadLongTexts(language: Language): Promise<void> {
  // A further language has its translations under what is said in English.
  if (language !== 'zh-CN') (await import('./en/long-texts.ts')).fillLongTexts();
}

/** Resolves once every text of the catalogue can be read in every language: a search looks at all. Rejects where they cannot be fetched. */
export async function loadAllTexts(): Promise<void> {
  await Promise.all([loadLongTexts('en'), loadChineseCatalogue()]);
}
