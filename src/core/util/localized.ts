/** The languages in which everything is written: a missing entry is a compile error. */
export const languages = ['en', 'zh-CN'] as const;
type CompleteLanguage = (typeof languages)[number];

/** A language by its tag (BCP 47): one of `languages`, or a further one, into which English is translated as far as its file goes. */
export type Language = string;

/**
 * A text in every language. Catalogue entries (layers, tasks, data sets, presets, diagnostics) carry their own texts, so that a
 * new entry is one file; a further language has its translation of them under what they say in English.
 */
export type LocalizedText = Readonly<Record<CompleteLanguage, string>>;

const composed = new WeakMap<LocalizedText, (language: Language) => string>();
const translations = new Map<Language, ReadonlyMap<string, string>>();

/** From now on catalogue entries are read in a further language, too: `texts` holds translations by what is said in English. */
export const addTranslations = (language: Language, texts: ReadonlyMap<string, string>): void => {
  translations.set(language, texts);
};

/** A text that is put together when it is read: parts of it may arrive later than the code. */
export function wordsOf(text: (language: Language) => string): LocalizedText {
  const words: LocalizedText = {
    get en() {
      return text('en');
    },
    get 'zh-CN'() {
      return text('zh-CN');
    },
  };
  composed.set(words, text);
  return words;
}

const isComplete = (language: Language): language is CompleteLanguage => languages.some((each) => each === language);

/** A name, or what stands for one, in the reader's language; in English where there is no translation. */
export function inLanguage(text: string | number | LocalizedText, language: Language): string {
  if (typeof text !== 'object') return String(text);
  if (isComplete(language)) return text[language];
  return composed.get(text)?.(language) ?? translations.get(language)?.get(text.en) ?? text.en;
}
