import type { Language } from '../../core/util/localized.ts';
import { speak } from '../../locales/registry.ts';

/** The visitor's language where it is one of ours. */
export const preferredLanguage = (wanted: readonly string[]): Language =>
  wanted
    .map((tag) => (tag.toLowerCase().startsWith('zh') ? 'zh-CN' : tag.toLowerCase().startsWith('en') ? 'en' : null))
    .find((tag) => tag !== null) ?? 'en';

/** Fetches a language and tells the browser of it. Resolves with the language that can be read: English where the fetch fails. */
export async function readIn(wanted: Language): Promise<Language> {
  const language = await speak(wanted).then(
    () => wanted,
    () => 'en' as const,
  );
  document.documentElement.lang = language;
  return language;
}
