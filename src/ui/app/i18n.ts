import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Language } from '../../core/util/localized.ts';
import { languages } from '../../core/util/localized.ts';
import { resources } from '../../locales/registry.ts';

/** The visitor's language where it is one of ours. */
export const preferredLanguage = (wanted: readonly string[]): Language =>
  wanted
    .map((tag) => (tag.toLowerCase().startsWith('zh') ? 'zh-CN' : tag.toLowerCase().startsWith('en') ? 'en' : null))
    .find((tag) => tag !== null) ?? 'en';

export function startI18n(language: Language): void {
  void i18next.use(initReactI18next).init({
    lng: language,
    supportedLngs: languages,
    fallbackLng: 'en',
    resources,
    interpolation: { escapeValue: false },
    initAsync: false,
  });
  document.documentElement.lang = language;
}

export function changeLanguage(language: Language): void {
  void i18next.changeLanguage(language);
  document.documentElement.lang = language;
}
