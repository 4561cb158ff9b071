/** The languages of the page. Each is complete: a missing entry is a compile error. */
export const languages = ['en', 'zh-CN'] as const;
export type Language = (typeof languages)[number];

/**
 * A text in every language. Catalogue entries (layers, tasks, data sets, presets, diagnostics) carry their own texts, so that a
 * new entry is one file; `locales` gathers them into the same resources as the strings of the interface.
 */
export type LocalizedText = Readonly<Record<Language, string>>;
