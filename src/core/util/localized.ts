/** The languages of the page. Each is complete: a missing entry is a compile error. */
export const languages = ['en', 'zh-CN'] as const;
export type Language = (typeof languages)[number];

/**
 * A text in every language. Catalogue entries (layers, tasks, data sets, presets, diagnostics) carry their own texts, so that a
 * new entry is one file; `locales` gathers them into the same resources as the strings of the interface.
 */
export type LocalizedText = Readonly<Record<Language, string>>;

/** A text that is put together when it is read: parts of it may arrive later than the code. */
export const wordsOf = (text: (language: Language) => string): LocalizedText => ({
  get en() {
    return text('en');
  },
  get 'zh-CN'() {
    return text('zh-CN');
  },
});

/** A name, or what stands for one, in the reader's language. */
export const inLanguage = (text: string | number | LocalizedText, language: Language): string =>
  typeof text === 'object' ? text[language] : String(text);
